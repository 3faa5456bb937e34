// SPDX-License-Identifier: Apache-2.0
package app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Executes statements as it is told to on standard input, a count and a table's name a line, and answers how long the
 * slowest took, during how many looks of another thread one of them went on, how often the executing thread was seen where
 * an agent sends, and how long the median thousand took. Each is one span of an agent that weaves JDBC. The end of the
 * input is the end of it.
 *
 * <p>The looks are two milliseconds apart or more. They count the time in which this process ran: while the machine stands
 * still nobody looks.
 */
public final class Statements {
    private static final int THOUSAND = 1_000;

    private static volatile int seenSending;
    private static volatile int looks;
    private static int mostLooks;

    private Statements() {}

    public static void main(String[] arguments) throws Exception {
        QuietStatement statement = new QuietStatement();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (arguments.length > 0) {
            watch(Thread.currentThread());
        }
        System.out.println("ready");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] order = line.split(" ");
            int count = Integer.parseInt(order[0]);
            String sql = "SELECT * FROM " + order[1];
            String pace = "";
            long slowest = 0;
            mostLooks = 0;
            if (count >= THOUSAND) {
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                long[] wall = new long[count / THOUSAND];
                long[] cpu = new long[wall.length];
                for (int i = 0; i < wall.length; i++) {
                    long cpuStart = threads.getCurrentThreadCpuTime();
                    long start = System.nanoTime();
                    slowest = Math.max(slowest, execute(statement, THOUSAND, sql));
                    wall[i] = System.nanoTime() - start;
                    cpu[i] = threads.getCurrentThreadCpuTime() - cpuStart;
                }
                pace = ", a thousand in " + medianMicros(wall) + " us, " + medianMicros(cpu) + " us of CPU";
            }
            slowest = Math.max(slowest, execute(statement, count % THOUSAND, sql));
            System.out.println(order[1] + " took " + slowest + " us and " + mostLooks + " looks, seen sending "
                    + seenSending + " times" + pace);
        }
    }

    private static long medianMicros(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1_000;
    }

    private static long execute(QuietStatement statement, int count, String sql) {
        long slowest = 0;
        for (int i = 0; i < count; i++) {
            int looksBefore = looks;
            long start = System.nanoTime();
            statement.execute(sql);
            slowest = Math.max(slowest, System.nanoTime() - start);
            mostLooks = Math.max(mostLooks, looks - looksBefore);
        }
        return slowest / 1_000;
    }

    /** Samples often enough to see everything that takes longer than a few milliseconds. */
    private static void watch(Thread executing) {
        Thread watching = new Thread(() -> {
            while (true) {
                if (isSending(executing.getStackTrace())) {
                    seenSending++;
                }
                looks++;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        });
        watching.setDaemon(true);
        watching.start();
    }

    private static boolean isSending(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (type.startsWith("dapper.javaagent.export.")
                    || type.startsWith("dapper.shaded.io.grpc.")
                    || type.startsWith("java.net.")) {
                return true;
            }
        }
        return false;
    }
}
