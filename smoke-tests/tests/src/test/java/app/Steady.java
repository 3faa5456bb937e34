// SPDX-License-Identifier: Apache-2.0
package app;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Executes numbered statements at a steady rate, each a span where an agent weaves JDBC, and prints the number of each at
 * its end. Any input on standard input halts it.
 */
public final class Steady {
    private static final long PERIOD_NANOS = 4_000_000;

    private Steady() {}

    public static void main(String[] arguments) {
        Thread halting = new Thread(Steady::haltWhenTold);
        halting.setDaemon(true);
        halting.start();
        QuietStatement statement = new QuietStatement();
        long start = System.nanoTime();
        for (int i = 0; ; i++) {
            statement.execute("SELECT * FROM steady_" + i);
            System.out.println(i);
            LockSupport.parkNanos(start + (i + 1) * PERIOD_NANOS - System.nanoTime());
        }
    }

    private static void haltWhenTold() {
        try {
            if (System.in.read() >= 0) {
                Runtime.getRuntime().halt(4);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
