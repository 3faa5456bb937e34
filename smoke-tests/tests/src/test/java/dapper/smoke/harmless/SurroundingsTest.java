// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Ending;
import app.LogManagerOfTheApplication;
import app.LoggingLate;
import app.ServerBuilderOfTheApplication;
import app.Statements;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Privileges;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that lack usual permissions or resources, or that replace parts of the JDK. */
class SurroundingsTest {
    private static final Jdk JDK_17 = Jdk.of(17);

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        receiver.close();
    }

    static Stream<Arguments> jdksAndProtocols() {
        return Jdk.all().flatMap(jdk -> Stream.of(Protocol.values()).map(protocol -> Arguments.of(jdk, protocol)));
    }

    private static void assertNoWarning(Program program) {
        assertThat(program.standardError())
                .as(program.toString())
                .filteredOn(line -> line.startsWith("[dapper] WARN"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdksAndProtocols")
    void leavesLoggingAndManagementToTheApplication(Jdk jdk, Protocol protocol) {
        Program program = Jvm.on(jdk)
                .tracedTo(receiver, protocol)
                .with(
                        "-Dotel.bsp.schedule.delay=10ms",
                        "-Djava.util.logging.manager=" + LogManagerOfTheApplication.class.getName(),
                        "-Djava.util.logging.config.class=" + LoggingLate.Configuration.class.getName(),
                        "-Djavax.management.builder.initial=" + ServerBuilderOfTheApplication.class.getName())
                .run(LoggingLate.class, "1500");
        assertThat(program.standardOutput())
                .as(program.toString())
                .containsExactly(
                        LogManagerOfTheApplication.class.getName(),
                        "log manager by main",
                        "configured by main",
                        "MBean server by main");
        assertThat(receiver.spans()).hasSize(2);
        assertNoWarning(program);
    }

    /** Strict: the application has no permissions. */
    @ParameterizedTest
    @EnumSource
    void worksUnderASecurityManager(Protocol protocol) throws IOException {
        Path policy = Files.writeString(folder.resolve("strict.policy"), "grant {};");
        Program program = Jvm.on(JDK_17)
                .tracedTo(receiver, protocol)
                .with("-Djava.security.manager", "-Djava.security.policy==" + policy)
                .run(Ending.class, "return");
        assertThat(program.standardOutput()).as(program.toString()).containsExactly("done");
        assertThat(program.exitCode()).isZero();
        assertNoWarning(program);
        assertThat(receiver.spans()).hasSize(3);
    }

    /**
     * A jar with another name is not on the boot class path from the start, so the policy applies to its entry point.
     */
    @Test
    void anAgentThatMayNotStartKeepsNobodyElseFromIt() throws IOException {
        Path policy = Files.writeString(folder.resolve("strict.policy"), "grant {};");
        Path renamed = Files.copy(Path.of(Jvm.AGENT), folder.resolve("renamed.jar"));
        Program program = Jvm.on(JDK_17)
                .with("-Djava.security.manager", "-Djava.security.policy==" + policy, "-javaagent:" + renamed)
                .run(Ending.class, "exit");
        assertThat(program.standardOutput()).as(program.toString()).containsExactly("done");
        assertThat(program.exitCode()).isEqualTo(3);
        assertThat(program.standardError())
                .filteredOn(line -> line.startsWith("[dapper]"))
                .singleElement()
                .asString()
                .startsWith("[dapper] WARN The agent could not start, the application runs without it: ");
    }

    @ParameterizedTest
    @MethodSource("jdksAndProtocols")
    void everyClassPassesTheVerifier(Jdk jdk, Protocol protocol) {
        Program without = Jvm.on(jdk).with("-Xverify:all").run(Ending.class, "exit");
        Program with =
                Jvm.on(jdk).tracedTo(receiver, protocol).with("-Xverify:all").run(Ending.class, "exit");
        assertThat(with.standardOutput()).as(with.toString()).isEqualTo(without.standardOutput());
        assertThat(with.exitCode()).isEqualTo(without.exitCode());
        assertNoWarning(with);
        assertThat(receiver.spans()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void needsNoTemporaryFolderAndWritesNoFile(Protocol protocol) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Program program = Jvm.on(Jdk.ofThisBuild())
                .tracedTo(receiver, protocol)
                .with("-Djava.io.tmpdir=" + folder.resolve("missing"), "-Duser.home=" + home, "-Duser.dir=" + home)
                .run(Ending.class, "return");
        assertThat(program.exitCode()).as(program.toString()).isZero();
        assertNoWarning(program);
        assertThat(receiver.spans()).hasSize(3);
        assertThat(folder).isDirectoryRecursivelyContaining("glob:**/home").isDirectoryNotContaining("glob:**/missing");
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void worksOnAReadOnlyFileSystem(Protocol protocol) {
        Jvm jvm = Jvm.on(Jdk.ofThisBuild()).tracedTo(receiver, protocol).with("-XX:-UsePerfData");
        try (Program program =
                Program.start(Privileges.readOnly(jvm.command(Ending.class, "return")), jvm.environment())) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertNoWarning(program);
            assertThat(receiver.spans()).hasSize(3);
        }
    }

    /**
     * Too few threads for one or both of those that a gRPC connection needs. With fewer, for the agent's own two, the
     * JVM itself does not get the threads that it starts last.
     */
    @ParameterizedTest
    @EnumSource
    void theApplicationRunsWithoutTheThreadsThatTheAgentCannotStart(Protocol protocol) {
        int needed = Privileges.threadsNeeded(quiet(Jvm.on(Jdk.ofThisBuild()).withAgent())
                .with("-Dotel.javaagent.enabled=false")
                .command(Statements.class));
        for (int threads = needed + 2; threads < needed + 5; threads++) {
            Jvm jvm = quiet(Jvm.on(Jdk.ofThisBuild()).tracedTo(receiver, protocol))
                    .with("-Dotel.bsp.schedule.delay=10ms", "-Ddapper.shutdown.timeout=1s");
            try (Program program = Program.start(
                    Privileges.boundedThreads(threads, jvm.command(Statements.class)), jvm.environment())) {
                program.awaitLine("ready");
                program.type("100 bounded");
                program.awaitLine("bounded took \\d+ us.*");
                Privileges.unboundThreads(program);
                program.type("100 unbounded" + threads);
                program.awaitLine("unbounded" + threads + " took \\d+ us.*");
                receiver.awaitSpan("SELECT unbounded" + threads);
                assertThat(program.finish()).as(program.toString()).isZero();
                assertThat(program.standardOutput()).as(program.toString()).hasSize(3);
                assertThat(program.standardError())
                        .as(program.toString())
                        .noneMatch(line -> line.startsWith("Exception in thread"));
            }
        }
    }

    /**
     * Configures the fewest threads that a JVM can have, always the same number, and keeps its warnings off standard
     * output.
     */
    private static Jvm quiet(Jvm jvm) {
        return jvm.with(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-Xlog:disable");
    }
}
