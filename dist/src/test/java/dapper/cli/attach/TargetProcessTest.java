// SPDX-License-Identifier: Apache-2.0
package dapper.cli.attach;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An existing process, with a {@code /proc} that the test writes. */
class TargetProcessTest {
    private static final String ALL_SIGNALS = "ffffffffffffffff";
    private static final String WITHOUT_QUIT = "fffffffffffffffb";

    @TempDir
    Path proc;

    private Process sleeper;

    @BeforeEach
    void start() throws IOException {
        sleeper = new ProcessBuilder("sleep", "60").start();
        describe("1000", "1000", ALL_SIGNALS);
        write("maps", "7f00-7f01 r-xp 00000000 00:00 0 /opt/jdk/lib/server/libjvm.so\n");
        write("cmdline", "java\0-jar\0shop.jar\0");
        write("environ", "HOME=/home/shop\0");
        write("comm", "java\n");
    }

    @AfterEach
    void stop() {
        sleeper.destroyForcibly();
    }

    private void describe(String owner, String self, String caught) throws IOException {
        write("status", "Name:\tjava\nUid:\t0\t" + owner + "\t0\t0\nSigCgt:\t" + caught + "\n");
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self/status"), "Uid:\t0\t" + self + "\t0\t0\n");
    }

    private void write(String file, String content) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(sleeper.pid())));
        Files.writeString(folder.resolve(file), content);
    }

    private ThrowingCallable check() {
        return () -> new TargetProcess(sleeper.pid(), proc).check();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(check())
                .isInstanceOf(AttachException.class)
                .hasMessage("process " + sleeper.pid() + " (java) " + message);
    }

    @Test
    void letsAJvmOfTheSameUserPass() {
        assertThatCode(check()).doesNotThrowAnyException();
    }

    @Test
    void letsRootPassToEverybodys() throws IOException {
        describe("1000", "0", ALL_SIGNALS);
        assertThatCode(check()).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherUsers() throws IOException {
        describe("1000", "1001", ALL_SIGNALS);
        String owner = sleeper.info().user().orElseThrow();
        assertRefused("belongs to " + owner + ", and you are " + System.getProperty("user.name")
                + "; attach as its owner: sudo -u " + owner + " dapper attach " + sleeper.pid());
    }

    /** The signal would kill it. */
    @Test
    void doesNotTouchWhatIsNoJvm() throws IOException {
        write("maps", "7f00-7f01 r-xp 00000000 00:00 0 /usr/lib/libc.so\n");
        assertRefused("is not a JVM; \"jps -l\" lists JVMs");
    }

    @Test
    void doesNotTouchAJvmThatTheSignalWouldEnd() throws IOException {
        describe("1000", "1000", WITHOUT_QUIT);
        assertRefused("does not take the signal that attaching begins with (was it started with -Xrs?);"
                + " start it with -javaagent instead");
    }

    @Test
    void refusesWhereAttachingIsDisabled() throws IOException {
        write("cmdline", "java\0-XX:+DisableAttachMechanism\0-jar\0shop.jar\0");
        assertRefused("was started with -XX:+DisableAttachMechanism; start it with -javaagent instead");
        write("cmdline", "java\0-jar\0shop.jar\0");
        write("environ", "JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism\0");
        assertRefused("was started with -XX:+DisableAttachMechanism; start it with -javaagent instead");
    }

    @Test
    void knowsWhichVersionsOfJavaTheAgentRunsOn() throws Exception {
        AttachedAgent agent = new AttachedAgent(new TargetProcess(sleeper.pid(), proc), Path.of("agent.jar"));
        for (String version : new String[] {"1.8", "11", "17", "25"}) {
            agent.checkJava(version);
        }
        assertThatThrownBy(() -> agent.checkJava("1.7"))
                .isInstanceOf(AttachException.class)
                .hasMessage("process " + sleeper.pid() + " (java) runs on Java 1.7; the agent needs Java 8 or newer");
    }

    @Test
    void saysThatThereIsNoSuchProcess() throws Exception {
        sleeper.destroyForcibly().waitFor();
        assertThatThrownBy(check())
                .isInstanceOf(AttachException.class)
                .hasMessage("there is no process " + sleeper.pid() + "; \"jps -l\" lists JVMs");
    }
}
