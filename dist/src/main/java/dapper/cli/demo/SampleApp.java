// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sample application in its own JVM. It reads its standard input to the end and then stops, so it does not outlive
 * this process.
 *
 * <p>A thread copies its output to a log file and looks for the line with its port.
 */
public final class SampleApp implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("\\w+ ready on port (\\d+)");
    private static final int START_SECONDS = 90;
    private static final int STOP_SECONDS = 10;

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private SampleApp(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the JVM and does not wait for it.
     *
     * @param launch the common parameters of all sample applications
     * @param options of the application itself
     */
    public static SampleApp start(String name, Launch launch, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        // Ctrl-C goes to every process of the terminal; this one must live until its last spans are sent.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(launch.java().toString());
        command.add("-javaagent:" + launch.agent());
        command.addAll(List.of("-jar", launch.jars().resolve(name + ".jar").toString(), "--port=0", "--stop-on-eof"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OTEL_"));
        builder.environment().put("OTEL_SERVICE_NAME", name);
        builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", launch.endpoint());
        builder.environment().putAll(launch.environment());
        Path log = launch.logs().resolve(name + ".log");
        Files.createDirectories(launch.logs());
        SampleApp app = new SampleApp(name, log, builder.start());
        Thread copying = new Thread(app::copyOutput, "dapper-demo-" + name);
        copying.setDaemon(true);
        copying.start();
        return app;
    }

    /**
     * Waits until the application serves requests.
     *
     * @return its address, for instance {@code http://127.0.0.1:41234}
     * @throws IllegalStateException with the end of its output if it does not come up
     */
    public String awaitAddress() throws InterruptedException {
        try {
            return "http://127.0.0.1:" + port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String what = process.isAlive()
                    ? "was not ready within " + START_SECONDS + " s"
                    : "ended with exit code " + process.exitValue();
            throw new IllegalStateException(
                    "the sample application " + name + " " + what + "; its output is in " + log, e);
        }
    }

    /** Returns a future that completes when the process has ended. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintStream copy = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            }
            process.waitFor();
            port.completeExceptionally(new IllegalStateException("ended"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
