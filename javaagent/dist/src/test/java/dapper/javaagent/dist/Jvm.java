// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts the test program in JVMs of its own. */
record Jvm(Path home, int version) {
    static final Path AGENT = Path.of(System.getProperty("dapper.javaagent.jar"));

    private static final String TEST_CLASSES = System.getProperty("dapper.test.classes");

    /** The JDK of the build, and one of each other version installed beside it. */
    static Stream<Jvm> all() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Map<Integer, Jvm> byVersion = new LinkedHashMap<>();
        byVersion.put(
                Runtime.version().feature(), new Jvm(own, Runtime.version().feature()));
        try (Stream<Path> others = Files.list(own.getParent())) {
            for (Path home : (Iterable<Path>) others.sorted()::iterator) {
                if (Files.isExecutable(home.resolve("bin/java")) && Files.isReadable(home.resolve("release"))) {
                    byVersion.putIfAbsent(versionOf(home), new Jvm(home.toRealPath(), versionOf(home)));
                }
            }
        }
        return byVersion.values().stream();
    }

    private static int versionOf(Path home) throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                String version = line.substring("JAVA_VERSION=\"".length()).replaceFirst("^1\\.", "");
                return Integer.parseInt(version.split("[^0-9]")[0]);
            }
        }
        throw new IOException("no JAVA_VERSION in " + home.resolve("release"));
    }

    /** The output of a process and its exit code. */
    record Result(int exitCode, List<String> out, List<String> err) {
        /** The agent's own lines. */
        List<String> ofAgent() {
            return err.stream().filter(line -> line.startsWith("[dapper]")).toList();
        }

        /** All lines except the JVM's own about the machine and its options, which may differ from run to run. */
        List<String> errWithoutWarningsOfTheJvm() {
            return err.stream()
                    .filter(line -> !line.contains(" VM warning: ") && !line.matches("\\[[^]]*]\\[warning].*"))
                    .toList();
        }
    }

    Result run(List<String> options, String... programArguments) throws Exception {
        return run(Map.of(), options, programArguments);
    }

    Result run(Map<String, String> environment, List<String> options, String... programArguments) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-cp", TEST_CLASSES, "app.Program"));
        arguments.addAll(List.of(programArguments));
        return tool("java", arguments, environment);
    }

    Result tool(String name, List<String> arguments) throws Exception {
        return tool(name, arguments, Map.of());
    }

    Result tool(String name, List<String> arguments, Map<String, String> environment) throws Exception {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = start(name, arguments, environment, out.toFile(), err.toFile());
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after three minutes: " + arguments + Files.readAllLines(err));
            }
            return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private Process start(String name, List<String> arguments, Map<String, String> environment, File out, File err)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve(name).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A program that waits on its standard input, with its whole output in one stream. */
    Process startInteractive(List<String> options, String... programArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", TEST_CLASSES, "app.Program"));
        command.addAll(List.of(programArguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
