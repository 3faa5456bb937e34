// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Ending;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools of the JDK that inherit {@code JAVA_TOOL_OPTIONS} from the container in which they run. */
class JdkToolsTest {
    /** The JVM loads most of them to run any agent: 18 to 90 on JDK 17, up to 118 on 25. */
    private static final int MOST_CLASSES_MORE = 200;

    @TempDir
    private Path folder;

    private record Seen(int exitCode, List<String> out, List<String> err) {}

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void sayWhatTheyAlwaysSayAndLoadNothingOfTheAgent(Jdk jdk) throws IOException {
        Path source = Files.writeString(folder.resolve("Hello.java"), "class Hello { int x = ; }");
        try (Program program = Jvm.on(jdk).start(Ending.class, "wait")) {
            program.awaitLine("done");
            String pid = Long.toString(program.process().pid());
            for (List<String> tool : List.of(
                    List.of("javac", "-d", folder.toString(), source.toString()),
                    List.of("keytool", "-list", "-keystore", "none", "-storepass", "none"),
                    List.of("jcmd", pid, "VM.command_line"),
                    List.of("jcmd", "-h"),
                    List.of("jps", "-?"),
                    List.of("jar", "--version"))) {
                Path classesWithout = folder.resolve("without.txt");
                Path classesWith = folder.resolve("with.txt");
                Seen without = run(jdk, tool, Map.of("JDK_JAVA_OPTIONS", "", "JAVA_TOOL_OPTIONS", log(classesWithout)));
                Seen with =
                        run(jdk, tool, Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Jvm.AGENT + " " + log(classesWith)));
                assertThat(with).as("%s", tool).isEqualTo(without);
                List<String> loaded = loaded(classesWith);
                assertThat(loaded)
                        .as("%s", tool)
                        .filteredOn(name -> name.startsWith("dapper."))
                        .containsExactly("dapper.javaagent.DapperAgent", "dapper.javaagent.JdkTools");
                assertThat(loaded.size() - loaded(classesWithout).size())
                        .as("classes more for %s", tool)
                        .isLessThanOrEqualTo(MOST_CLASSES_MORE);
            }
        }
    }

    private static Seen run(Jdk jdk, List<String> tool, Map<String, String> environment) {
        List<String> command = new ArrayList<>(tool);
        command.set(0, jdk.home().resolve("bin").resolve(tool.get(0)).toString());
        Program program = Program.start(command, environment);
        int exitCode = program.awaitExit();
        return new Seen(exitCode, program.standardOutput(), withoutPickedUp(program.standardError()));
    }

    private static List<String> withoutPickedUp(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
    }

    private static String log(Path file) {
        return "-Xlog:class+load:file=" + file;
    }

    private static List<String> loaded(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceAll("^(\\[[^]]*])*\\s*|\\s+source: .*$", ""))
                    .toList();
        }
    }
}
