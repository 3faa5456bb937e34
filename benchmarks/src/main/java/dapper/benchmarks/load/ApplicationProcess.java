// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM with the application, and its counters from the operating system and the JVM. */
final class ApplicationProcess implements AutoCloseable {
    private static final Pattern COMPILER = Pattern.compile("\\((?:C[12] Compiler|Sweeper)");
    private static final long MOST_SECONDS = 600;

    private final Path java;
    private final Process process;
    private final Path output;
    private final GcLog gcLog;
    private final long started;

    private ApplicationProcess(Path java, Process process, Path output, GcLog gcLog, long started) {
        this.java = java;
        this.process = process;
        this.output = output;
        this.gcLog = gcLog;
        this.started = started;
    }

    static ApplicationProcess start(Plan plan, Application application, Side side, int sinkPort, Path folder)
            throws IOException {
        Path output = Files.createTempFile(folder, "application", ".out");
        Path gc = Files.createTempFile(folder, "gc", ".log");
        List<String> command = new ArrayList<>();
        command.add(plan.java().resolve("bin/java").toString());
        // A fixed heap size, and the collector that the JVM would choose on one core anyway, so that sides differ only
        // by the agent.
        command.addAll(List.of("-Xms512m", "-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC"));
        command.add("-Xlog:gc+heap=info:file=" + gc + "::filecount=0");
        command.addAll(side.options());
        command.addAll(List.of("-jar", application.jar().toString()));
        command.addAll(application.arguments());
        ProcessBuilder builder = new ProcessBuilder(plan.cores().application(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        if (!side.agents().isEmpty()) {
            builder.environment().putAll(side.environment(sinkPort));
        }
        long started = System.nanoTime();
        return new ApplicationProcess(plan.java(), builder.start(), output, new GcLog(gc), started);
    }

    /** Waits for the port that the application prints; polls every two milliseconds, on the other core. */
    int awaitPort(Pattern port) throws IOException, InterruptedException {
        while (true) {
            Matcher ready = port.matcher(Files.readString(output, StandardCharsets.UTF_8));
            if (ready.find() && isListening(Integer.parseInt(ready.group(1)))) {
                return Integer.parseInt(ready.group(1));
            }
            if (!process.isAlive() || secondsSinceStart() > MOST_SECONDS) {
                throw new IOException("the application did not start: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Some applications print their port before they open it. */
    private static boolean isListening(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    double secondsSinceStart() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Returns the user and system time of all threads so far. */
    double cpuSeconds() throws IOException {
        return cpuSeconds(Files.readString(proc("stat")));
    }

    /** Leaves out the compiler's threads, which are busy for minutes on every side, and then never again. */
    double cpuSecondsWithoutCompiler() throws IOException {
        return cpuSeconds(false);
    }

    double compilerSeconds() throws IOException {
        return cpuSeconds(true);
    }

    private double cpuSeconds(boolean ofCompiler) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc("task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (COMPILER.matcher(stat).find() == ofCompiler) {
                    seconds += cpuSeconds(stat);
                }
            }
        }
        return seconds;
    }

    private static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    long residentKilobytes() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /**
     * Returns the number of all classes loaded so far, including archived ones. Reads shared memory, so it costs the
     * application nothing.
     */
    int loadedClasses() throws IOException, InterruptedException {
        String counters = jcmd("PerfCounter.print");
        Matcher matcher =
                Pattern.compile("java\\.cls\\.(?:sharedL|l)oadedClasses=(\\d+)").matcher(counters);
        return matcher.results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
    }

    /** Collects all garbage, and returns the heap's numbers after that. */
    GcLog.Heap collect() throws IOException, InterruptedException {
        jcmd("GC.run");
        return gcLog.heap();
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(java.resolve("bin/jcmd").toString(), Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(answer);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .handle((ended, e) -> e == null)
                .join()) {
            process.destroyForcibly();
            throw new IOException("the application did not end");
        }
    }
}
