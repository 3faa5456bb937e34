// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cost of tracing any method: the time of a method that calls itself to a depth of 10 and does nothing else, without an
 * agent, with Dapper, with OpenTelemetry's agent, and with Kieker's, which writes binary files. The idea and the sizes are
 * those of MooBench. Each side runs in JVMs of its own, in turns, and every call is recorded.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.load.MethodCost
 * </pre>
 *
 * <p>Options, with their defaults: {@code --calls=2000000 --depth=10 --jvms=3 --java=} (the JDK of this process).
 */
public final class MethodCost {
    private static final Path APPLICATION = Path.of("benchmarks/app/target/orders.jar");
    private static final Path KIEKER = Path.of("benchmarks/target/agents/kieker-bytebuddy.jar");
    private static final Pattern NANOS = Pattern.compile("nanos (\\d+) (\\d+) (\\d+)");
    private static final Pattern DROPPED = Pattern.compile("spans at exit: .*");

    /** Bytes of an operation in Kieker's binary files: four long and six short numbers. */
    private static final int KIEKER_RECORD = 56;

    private final int calls;
    private final int depth;
    private final Path java;
    private final Cores cores = Cores.find();
    private final Path folder;

    private MethodCost(int calls, int depth, Path java, Path folder) {
        this.calls = calls;
        this.depth = depth;
        this.java = java;
        this.folder = folder;
    }

    /**
     * One JVM.
     *
     * @param mean nanoseconds of a call with all calls in it, as are the median and the 99 %
     * @param arrived records at their destination
     * @param log what the agent printed of its spans at the end
     */
    private record Run(long mean, long median, long most, long arrived, String log) {}

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        int calls = options.number("calls", 2_000_000);
        int depth = options.number("depth", 10);
        int jvms = options.number("jvms", 3);
        Path java = Path.of(options.text("java", System.getProperty("java.home")));
        options.end();
        MethodCost cost = new MethodCost(calls, depth, java, Files.createTempDirectory("dapper-methods"));
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int jvm = 0; jvm < jvms; jvm++) {
            runs.computeIfAbsent("no agent", side -> new ArrayList<>()).add(cost.run(Side.NONE));
            runs.computeIfAbsent("Dapper", side -> new ArrayList<>()).add(cost.run(Side.DAPPER));
            runs.computeIfAbsent("OpenTelemetry", side -> new ArrayList<>()).add(cost.run(Side.OPENTELEMETRY));
            runs.computeIfAbsent("Kieker", side -> new ArrayList<>()).add(cost.runKieker());
        }
        cost.print(runs);
    }

    private Run run(Side side) throws IOException, InterruptedException {
        try (SinkProcess sink = SinkProcess.start(java, cores, folder)) {
            Map<String, String> environment = side.agents().isEmpty() ? Map.of() : side.environment(sink.port());
            String output = output(side.options(), environment);
            sink.awaitQuiet();
            return of(output, sink.spans());
        }
    }

    private Run runKieker() throws IOException, InterruptedException {
        Path records = Files.createTempDirectory(folder, "kieker");
        String writer = "kieker.monitoring.writer.filesystem.";
        String output = output(
                List.of(
                        "-javaagent:" + KIEKER,
                        "-Dkieker.monitoring.writer=" + writer + "FileWriter",
                        "-D" + writer + "FileWriter.customStoragePath=" + records,
                        "-D" + writer + "FileWriter.logStreamHandler=" + writer + "BinaryLogStreamHandler",
                        "-D" + writer + "FileWriter.maxEntriesInFile=25000000"),
                Map.of("KIEKER_SIGNATURES_INCLUDE", "* orders.RecursiveCalls.call(int)"));
        long bytes = 0;
        try (Stream<Path> files = Files.walk(records)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += file.toString().endsWith(".bin") ? Files.size(file) : 0;
                Files.delete(file);
            }
        }
        return of(output, bytes / KIEKER_RECORD);
    }

    /** Runs the application on both cores, which an agent needs for what it does beside the calls. */
    private String output(List<String> agent, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString(), "-Xms1g", "-Xmx1g"));
        command.addAll(agent);
        command.addAll(List.of(
                "-cp",
                APPLICATION.toString(),
                "orders.RecursiveCalls",
                Integer.toString(calls),
                Integer.toString(depth)));
        Path output = Files.createTempFile(folder, "application", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("OTEL_INSTRUMENTATION_METHODS_INCLUDE", "orders.RecursiveCalls[call]");
        int status = builder.start().waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (status != 0) {
            throw new IllegalStateException("exit " + status + " of " + command + ": " + text);
        }
        return text;
    }

    private static Run of(String output, long arrived) {
        Matcher nanos = NANOS.matcher(output);
        if (!nanos.find()) {
            throw new IllegalStateException("no result: " + output);
        }
        Matcher dropped = DROPPED.matcher(output);
        return new Run(
                Long.parseLong(nanos.group(1)),
                Long.parseLong(nanos.group(2)),
                Long.parseLong(nanos.group(3)),
                arrived,
                dropped.find() ? dropped.group() : "");
    }

    private void print(Map<String, List<Run>> runs) {
        System.out.printf(
                Locale.ROOT,
                "%,d calls of depth %d in each JVM, %,d records; us of a call, median of the JVMs%n",
                calls,
                depth,
                (long) calls * depth);
        System.out.println("| agent | mean | median | 99 % | records that arrived |");
        System.out.println("|---|--:|--:|--:|--:|");
        runs.forEach((side, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %,d |%n",
                side,
                median(all, Run::mean) / 1e3,
                median(all, Run::median) / 1e3,
                median(all, Run::most) / 1e3,
                median(all, Run::arrived)));
        runs.forEach((side, all) -> all.forEach(run -> System.out.println(side + ": " + run)));
    }

    private static long median(List<Run> runs, ToLongFunction<Run> figure) {
        return runs.stream().mapToLong(figure).sorted().toArray()[runs.size() / 2];
    }
}
