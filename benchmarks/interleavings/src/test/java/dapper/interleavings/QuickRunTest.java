// SPDX-License-Identifier: Apache-2.0
package dapper.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All interleavings, with as many runs as a build has time for. */
@Timeout(1_300)
class QuickRunTest {
    private static final List<String> INTERLEAVINGS = List.of(
            "bootstrap.OpenSpanEnds",
            "bootstrap.SegmentChildren",
            "bootstrap.SegmentCompletion",
            "bootstrap.SegmentEndedTwice",
            "bootstrap.SegmentStopsWaiting",
            "bootstrap.SnapshotWhileSet",
            "bootstrap.concurrent.ContextHandOver",
            "bootstrap.concurrent.ContextTakenOnce",
            "bootstrap.concurrent.ContextsOfOneTask",
            "javaagent.calls.CallCounted",
            "javaagent.calls.CallInRetiredCells",
            "javaagent.deliver.QueueCounting",
            "javaagent.deliver.QueueFull",
            "javaagent.deliver.QueueHandOver",
            "javaagent.deliver.QueueOffers",
            "javaagent.deliver.QueueRoom",
            "javaagent.deliver.QueueWakeUp");

    @Test
    void nothingForbiddenWasSeen() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("dapper.interleavings")));
        Path log = folder.resolve("log.txt");
        Process jcstress = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!jcstress.waitFor(1_200, TimeUnit.SECONDS)) {
            jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
            jcstress.destroyForcibly();
            throw new AssertionError("still running:\n" + Files.readString(log));
        }
        String said = Files.readString(log);
        assertThat(said)
                .contains("Failed tests: No matches.")
                .contains("Error tests: No matches.")
                .contains("All remaining tests: " + INTERLEAVINGS.size() + " matching");
        assertThat(jcstress.exitValue()).as(said).isZero();
        // A test that could not be started would otherwise go unnoticed.
        for (String name : INTERLEAVINGS) {
            assertThat(folder.resolve("dapper." + name + ".html")).isRegularFile();
        }
    }

    private static List<String> command() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Stream.of(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .reduce((a, b) -> a + File.pathSeparator + b)
                        .orElseThrow(),
                "org.openjdk.jcstress.Main",
                // One compilation mode, few and short repetitions; the README has the command for runs of hours.
                "-jvmArgs",
                "-Xmx256m",
                "-af",
                "NONE",
                "-sc",
                "false",
                "-f",
                "1",
                "-iters",
                "2",
                "-time",
                "300",
                "-r",
                ".");
    }
}
