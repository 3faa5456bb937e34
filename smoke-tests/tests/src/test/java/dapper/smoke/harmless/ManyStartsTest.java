// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.start.Crossing;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlocks between class loading, class initialisation and the agent's threads show in few of many starts. */
class ManyStartsTest {
    private static final Duration FOR = Duration.ofSeconds(30);

    /** A start takes about one second, and ten on a busy machine. */
    private static final int HANGS_AFTER_SECONDS = 180;

    @TempDir
    private Path folder;

    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void noStartHangs() throws Exception {
        ExecutorService twoAtATime = Executors.newFixedThreadPool(2);
        try {
            long end = System.nanoTime() + FOR.toNanos();
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                loops.add(twoAtATime.submit(() -> {
                    do {
                        start(starts.getAndIncrement());
                    } while (System.nanoTime() - end < 0);
                    return null;
                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        } finally {
            twoAtATime.shutdownNow();
        }
        System.out.println(starts + " starts");
    }

    private void start(int seed) throws IOException, InterruptedException {
        Path output = folder.resolve("start" + seed);
        List<String> command = new ArrayList<>();
        command.add(Jdk.ofThisBuild().java().toString());
        command.addAll(List.of("-javaagent:" + Jvm.AGENT, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // No server listens there: the exporter starts, and its threads load their classes meanwhile.
        command.addAll(List.of("-Dotel.exporter.otlp.endpoint=http://127.0.0.1:1", "-Ddapper.shutdown.timeout=0"));
        command.addAll(List.of("-Dotel.bsp.schedule.delay=10", "-cp", classPath()));
        command.addAll(List.of(Crossing.class.getName(), Integer.toString(seed)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS)) {
            askForThreadDump(process);
            process.destroyForcibly().waitFor();
            throw new AssertionError("start " + seed + " hangs:\n" + Files.readString(output));
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("all initialised")
                .doesNotContain("ClassCircularityError")
                .doesNotContain("not instrumented")
                .doesNotContain("skipped");
        Files.delete(output);
    }

    /** The JVM writes the dump to its own output, and names deadlocks. */
    private static void askForThreadDump(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor();
        process.waitFor(3, TimeUnit.SECONDS);
    }

    private static String classPath() {
        try (Stream<Path> server = Files.list(Path.of(System.getProperty("dapper.server")));
                Stream<Path> corpus = Files.list(Path.of(System.getProperty("dapper.corpus")))) {
            Stream<Path> database =
                    corpus.filter(file -> file.getFileName().toString().startsWith("h2-"));
            return Stream.of(Stream.of(Path.of(Jvm.TEST_CLASSES)), server, database)
                    .flatMap(paths -> paths)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
