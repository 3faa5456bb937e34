// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process under test, with every line it prints; two threads read its output. */
public final class Program implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(300);

    private final List<String> command;
    private final Process process;
    private final Output out;
    private final Output err;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    /**
     * Starts the command in the environment of the tests, without the variables that would change a JVM's behaviour.
     */
    public static Program start(List<String> command, Map<String, String> environment) {
        return start(command, environment, Path.of("."));
    }

    public static Program start(List<String> command, Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OTEL_")
                        || name.startsWith("DAPPER_")
                        || List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                                .contains(name));
        // The agent's default would keep only a part of a busy test's traces.
        builder.environment().put("OTEL_TRACES_SAMPLER", "parentbased_always_on");
        builder.environment().putAll(environment);
        try {
            return new Program(command, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a whole line on standard output. */
    public MatchResult awaitLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            // Checked before the output, so that the last lines of a process that has ended are not missed.
            boolean ended = out.ended();
            for (String line : out.lines()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.matches()) {
                    return matcher.toMatchResult();
                }
            }
            if (ended) {
                break;
            }
            out.awaitMore();
        }
        throw new AssertionError("no line \"" + regex + "\" from " + this);
    }

    /** Waits for lines with a text on standard error, and returns those so far. */
    public List<String> awaitErrors(String text) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            boolean ended = err.ended();
            List<String> found =
                    standardError().stream().filter(line -> line.contains(text)).toList();
            if (!found.isEmpty()) {
                return found;
            }
            if (ended) {
                break;
            }
            err.awaitMore();
        }
        throw new AssertionError("no line with \"" + text + "\" on standard error of " + this);
    }

    /** Waits until it has written the given number of lines to standard output. */
    public void awaitLines(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (out.lines().size() < count) {
            if (out.ended() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("no " + count + " lines from " + this);
            }
            out.awaitMore();
        }
    }

    public int awaitExit() {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                out.awaitEnd();
                err.awaitEnd();
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("did not end: " + this);
    }

    /** Asks it to end as an operating system does. */
    public int terminate() {
        // Not the process's own destroy, which also closes the streams with the last lines.
        process.toHandle().destroy();
        return awaitExit();
    }

    /** Returns the exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Writes a line to its standard input. */
    public void type(String line) {
        try {
            process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its standard input, then waits for its end. */
    public int finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return awaitExit();
    }

    public Process process() {
        return process;
    }

    public List<String> standardOutput() {
        return out.lines();
    }

    /**
     * Returns standard error without the JVM's own remarks on the machine and its options, which may differ between
     * runs.
     */
    public List<String> standardError() {
        return err.lines().stream()
                .filter(line -> !line.contains(" VM warning: ") && !line.matches("\\[[^]]*]\\[warning].*"))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public String toString() {
        return String.join(" ", command)
                + (process.isAlive() ? " (running)" : " (exit code " + process.exitValue() + ")")
                + "\nstandard output:\n  " + String.join("\n  ", out.lines()) + "\nstandard error:\n  "
                + String.join("\n  ", err.lines());
    }

    /** One stream, read by a dedicated thread. */
    private static final class Output {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;

        Output(InputStream in) {
            reader = new Thread(() -> read(in), "output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(cannot be read: " + e.getMessage() + ")");
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        synchronized void awaitMore() {
            try {
                wait(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        boolean ended() {
            return !reader.isAlive();
        }

        void awaitEnd() throws InterruptedException {
            reader.join(30_000);
        }
    }
}
