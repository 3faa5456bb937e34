// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Distribution;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistyped or misplaced input gives the user one clear message and an exit code. */
class CommandLineTest {
    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    Path folder;

    @Test
    void saysWhichBuildItIsAndWhichJavaRunsIt() {
        Program version = dapper(JAVA, "version");
        assertThat(version.awaitExit()).isZero();
        assertThat(version.standardOutput()).hasSize(3);
        assertThat(version.standardOutput().get(0)).matches("dapper \\d+\\.\\d+\\.\\d+\\S*");
        assertThat(version.standardOutput().get(1)).matches("commit ([0-9a-f]{12}(-dirty)?|unknown)");
        assertThat(version.standardOutput().get(2)).startsWith("java   " + System.getProperty("java.runtime.version"));
    }

    @Test
    void namesTheNearestCommand() {
        assertRefused(
                dapper(JAVA, "qurey"), 2, "unknown command \"qurey\"; did you mean query? (\"dapper help\" lists all)");
    }

    @Test
    void namesTheNearestFlag() {
        assertRefused(
                dapper(JAVA, "query", "--dapper.query.prot=1"),
                2,
                "unknown option --dapper.query.prot; did you mean --dapper.query.port?"
                        + " (\"dapper help query\" lists all)");
    }

    @Test
    void namesTheNearestPropertyAndItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("d.properties"), "dapper.collector.grpc.prot=1\n");
        assertRefused(
                dapper(JAVA, "query", "--dapper.config=" + file),
                2,
                "unknown setting dapper.collector.grpc.prot in the configuration file;"
                        + " did you mean dapper.collector.grpc.port?");
        assertRefused(
                dapper(with("DAPPER_JAVA_OPTS", "-Ddapper.quary.port=1"), "query"),
                2,
                "unknown system property dapper.quary.port; did you mean dapper.query.port?");
    }

    @Test
    void saysWhatAValueMustBe() {
        Program query = dapper(with("DAPPER_QUERY_PORT", "tcp://10.0.0.1:1"), "query");
        assertThat(query.awaitExit()).isEqualTo(2);
        assertThat(query.standardError())
                .singleElement()
                .asString()
                .startsWith(
                        "dapper: dapper.query.port must be a whole number from 0 to 65535, not \"tcp://10.0.0.1:1\"");
    }

    @Test
    void refusesAJavaThatIsTooOld() throws IOException {
        Path home = fakeJava("openjdk version \"11.0.25\" 2024-10-15");
        assertRefused(
                dapper(Map.of("JAVA_HOME", home.toString()), "version"),
                2,
                "Dapper needs a JDK 17 or newer; found 11.0.25 at " + home + "/bin/java; set JAVA_HOME");
        Path older = fakeJava("java version \"1.8.0_402\"");
        assertRefused(
                dapper(Map.of("JAVA_HOME", older.toString()), "version"),
                2,
                "Dapper needs a JDK 17 or newer; found 1.8.0_402 at " + older + "/bin/java; set JAVA_HOME");
    }

    @Test
    void readsTheVersionOfAJdkFromItsFile() throws IOException {
        Path home = fakeJava("openjdk version \"17.0.15\" 2025-04-15");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"11.0.25\"\n");
        assertRefused(
                dapper(Map.of("JAVA_HOME", home.toString()), "version"),
                2,
                "Dapper needs a JDK 17 or newer; found 11.0.25 at " + home + "/bin/java; set JAVA_HOME");
    }

    @Test
    void asksJavaWhoseFileHasNoVersion() throws IOException {
        Path home = fakeJava("openjdk version \"11.0.25\" 2024-10-15");
        Files.writeString(home.resolve("release"), "another file\n");
        assertRefused(
                dapper(Map.of("JAVA_HOME", home.toString()), "version"),
                2,
                "Dapper needs a JDK 17 or newer; found 11.0.25 at " + home + "/bin/java; set JAVA_HOME");
    }

    @Test
    void refusesAnEmptyJavaHome() {
        assertRefused(
                dapper(Map.of("JAVA_HOME", folder.toString()), "version"),
                2,
                "Dapper needs a JDK 17 or newer; there is no bin/java in JAVA_HOME=" + folder
                        + "; set JAVA_HOME to a JDK");
    }

    @Test
    void namesThePortThatIsInUseAndItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Program node = dapper(
                    JAVA,
                    "cassandra",
                    "--dapper.cassandra.port=" + taken.getLocalPort(),
                    "--dapper.cassandra.data=" + folder.resolve("data"));
            assertThat(node.awaitExit()).isNotZero();
            assertOneMessage(node);
            assertThat(node.standardError().get(0))
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("dapper.cassandra.port");
        }
    }

    /** A file in place of the folder fails for root too, for whom no folder is read-only. */
    @Test
    void saysThatItCannotWriteItsData() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        Program node = dapper(
                JAVA,
                "all-in-one",
                "--dapper.cassandra.port=0",
                "--dapper.cassandra.data=" + notAFolder.resolve("data"));
        assertThat(node.awaitExit()).isNotZero();
        assertOneMessage(node);
        assertThat(node.standardError().get(0))
                .contains(notAFolder.resolve("data").toString())
                .contains("dapper.cassandra.data");
    }

    @Test
    void saysThatCassandraDoesNotAnswer() {
        int nobody = AllInOne.freePorts(1).get(0);
        Program query = dapper(JAVA, "query", "--dapper.cassandra.contact-points=127.0.0.1:" + nobody);
        assertThat(query.awaitExit()).isNotZero();
        assertOneMessage(query);
        assertThat(query.standardError().get(0))
                .contains("127.0.0.1:" + nobody)
                .contains("dapper.cassandra.contact-points");
    }

    @Test
    void helpsWithEveryCommand() {
        Program help = dapper(JAVA, "help");
        assertThat(help.awaitExit()).isZero();
        for (String command : List.of(
                "demo",
                "all-in-one",
                "collector",
                "query",
                "cassandra",
                "health",
                "attach",
                "token",
                "version",
                "completion")) {
            assertThat(help.standardOutput()).anyMatch(line -> line.startsWith("  " + command + " "));
            assertThat(dapper(JAVA, "help", command).awaitExit()).isZero();
            assertThat(dapper(JAVA, command, "--help").awaitExit()).isZero();
        }
    }

    @Test
    void hasColoursOnlyWhereTheyAreWanted() {
        Map<String, String> forced = with("CLICOLOR_FORCE", "1");
        Map<String, String> refused = new HashMap<>(forced);
        refused.put("NO_COLOR", "1");
        String escape = "\u001b[";
        assertThat(help(forced)).contains(escape);
        assertThat(help(refused)).isEqualTo(help(JAVA)).doesNotContain(escape);
    }

    private String help(Map<String, String> environment) {
        Program help = dapper(environment, "help");
        assertThat(help.awaitExit()).isZero();
        return String.join("\n", help.standardOutput());
    }

    private Path fakeJava(String version) throws IOException {
        Path home = Files.createTempDirectory(folder, "java");
        Files.createDirectory(home.resolve("bin"));
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho '" + version + "' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private Program dapper(Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of(Distribution.launcher().toString()));
        command.addAll(List.of(args));
        return Program.start(command, environment, folder);
    }

    private static Map<String, String> with(String variable, String value) {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), variable, value);
    }

    private static void assertRefused(Program program, int exitCode, String message) {
        assertThat(program.awaitExit()).as(program.toString()).isEqualTo(exitCode);
        assertThat(program.standardError()).containsExactly("dapper: " + message);
        assertThat(program.standardOutput()).isEmpty();
    }

    private static void assertOneMessage(Program program) {
        assertThat(program.standardError()).as(program.toString()).hasSize(1);
        assertThat(program.standardError().get(0)).startsWith("dapper: ").doesNotContain("Exception");
    }
}
