// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Ending;
import app.Steady;
import dapper.smoke.run.Counts;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import dapper.smoke.run.Sinkhole;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The delivery of the last spans for every way a process can end, and its time limit. */
class ExitTest {
    /** Longer than any test: only the exit sends spans. */
    private static final String NOT_BEFORE_THE_END = "-Dotel.bsp.schedule.delay=10m";

    /** Half of the default. */
    private static final long DELAY_MILLIS = 500;

    private static final int DELIVERIES = 5;

    /**
     * A span that has just missed a request waits for the answer to that request, then for the delay, then for the
     * answer to the next one; the very first request opens the connection. Each takes milliseconds, or half a second if
     * other tests keep both processors busy.
     */
    private static final long MARGIN_MILLIS = 1_500;

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private Jvm jvm(Protocol protocol) {
        return Jvm.on(Jdk.ofThisBuild()).tracedTo(receiver, protocol).with(NOT_BEFORE_THE_END);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfMainDeliversEverything(Protocol protocol) {
        Program program = jvm(protocol).run(Ending.class, "return");
        assertThat(program.exitCode()).as(program.toString()).isZero();
        assertThat(receiver.spans()).hasSize(3);
    }

    @Test
    void systemExitDeliversEverythingAndKeepsItsCode() {
        Program program = jvm(Protocol.HTTP).run(Ending.class, "exit");
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(3);
        assertThat(receiver.spans()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void sigtermDeliversEverythingAndKeepsItsCode(Protocol protocol) {
        try (Program program = jvm(protocol).start(Ending.class, "wait")) {
            program.awaitLine("done");
            assertThat(program.terminate()).as(program.toString()).isEqualTo(143);
            assertThat(receiver.spans()).hasSize(3);
        }
    }

    /** The JVM ends without shutdown hooks: spans not sent by then are lost. */
    enum AtOnce {
        KILL(137) {
            @Override
            void end(Program program) {
                program.process().toHandle().destroyForcibly();
            }
        },
        HALT(4) {
            @Override
            void end(Program program) {
                program.type("halt");
            }
        };

        private final int exitCode;

        AtOnce(int exitCode) {
            this.exitCode = exitCode;
        }

        abstract void end(Program program);
    }

    @ParameterizedTest
    @EnumSource
    void anEndAtOnceLosesNoMoreThanWhatEndedSinceTheLastDelivery(AtOnce way) {
        try (Program program = Jvm.on(Jdk.ofThisBuild())
                .tracedTo(receiver)
                .with("-Dotel.bsp.schedule.delay=" + DELAY_MILLIS + "ms")
                .start(Steady.class)) {
            // The bound applies once the exporter has started, which may take a while on a busy machine.
            receiver.awaitSpans("the first delivery", spans -> !spans.isEmpty());
            List<Long> millis = new ArrayList<>();
            for (int delivery = 0; delivery < DELIVERIES; delivery++) {
                millis.add(millisUntilAllHaveArrived(program));
            }
            way.end(program);
            assertThat(program.awaitExit()).isEqualTo(way.exitCode);

            Collections.sort(millis);
            int ended = program.standardOutput().size();
            List<String> arrived = receiver.spans().stream().map(Span::getName).toList();
            System.out.println(way + ": " + ended + " spans ended, " + (ended - arrived.size())
                    + " lost; milliseconds until all had arrived: " + millis);
            // The median: no pause of the machine moves it.
            assertThat(millis.get(DELIVERIES / 2)).isLessThan(DELAY_MILLIS + MARGIN_MILLIS);
            // In order, without a gap. The end of the very last one may be unrecorded.
            assertThat(arrived)
                    .isEqualTo(IntStream.range(0, arrived.size())
                            .mapToObj(number -> "SELECT steady_" + number)
                            .toList())
                    .hasSizeLessThanOrEqualTo(ended + 1);
        }
    }

    /** Returns the time in which all spans arrive that have ended by now. */
    private long millisUntilAllHaveArrived(Program program) {
        int ended = program.standardOutput().size();
        long start = System.nanoTime();
        receiver.awaitSpans("the first " + ended, spans -> spans.size() >= ended);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** The documented bound is {@code dapper.shutdown.timeout}, 5 s by default. */
    @ParameterizedTest
    @EnumSource
    void aSilentCollectorDelaysTheExitByTheTimeoutAndTheLossIsCounted(Protocol protocol) throws IOException {
        try (Sinkhole silent = Sinkhole.open(Sinkhole.Kind.SILENT);
                Program program = Jvm.on(Jdk.ofThisBuild())
                        .withAgent()
                        .with(protocol.options("http://127.0.0.1:" + silent.port()))
                        .with(NOT_BEFORE_THE_END, "-Ddapper.shutdown.timeout=1s")
                        .start(Ending.class, "wait")) {
            program.awaitLine("done");
            long start = System.nanoTime();
            assertThat(program.terminate()).isEqualTo(143);
            assertThat((System.nanoTime() - start) / 1e9)
                    .as("seconds from SIGTERM to the end")
                    .isBetween(0.9, 4.9);
            assertThat(Counts.of(program)).isEqualTo(new Counts(3, 0, Map.of(), 3));
        }
    }
}
