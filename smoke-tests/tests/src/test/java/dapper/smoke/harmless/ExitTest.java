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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the last spans, however the process ends, and how long that may take. */
class ExitTest {
    /** Longer than any test: nothing is sent before the end unless the end sends it. */
    private static final String NOT_BEFORE_THE_END = "-Dotel.bsp.schedule.delay=10m";

    /** Half of the usual one. */
    private static final long DELAY_MILLIS = 500;

    /**
     * A span that has just missed a request waits until that one is answered, then for the delay, then until the next one
     * is answered; the first request of all opens the connection. Each takes milliseconds, or half a second where other
     * tests keep both processors busy.
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

    /** Nobody is asked any more: what was not sent by then is lost. */
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
            program.awaitLines(700);
            way.end(program);
            assertThat(program.awaitExit()).isEqualTo(way.exitCode);

            long[] endedAt = endings(program);
            long lastBound = endedAt[endedAt.length - 1] - 1_000 * (DELAY_MILLIS + MARGIN_MILLIS);
            int before =
                    (int) LongStream.of(endedAt).filter(at -> at < lastBound).count();
            assertThat(before).isPositive();
            receiver.awaitSpans("the first " + before, spans -> spans.size() >= before);
            List<String> arrived = receiver.spans().stream().map(Span::getName).toList();
            System.out.println(way + ": " + endedAt.length + " spans ended, " + (endedAt.length - arrived.size())
                    + " lost; at most " + (endedAt.length - before) + " ended since the last delivery");
            // In their order, without a gap. The last of all may have ended unheard.
            assertThat(arrived)
                    .isEqualTo(IntStream.range(0, arrived.size())
                            .mapToObj(number -> "SELECT steady_" + number)
                            .toList())
                    .hasSizeLessThanOrEqualTo(endedAt.length + 1);
        }
    }

    /** By number, in microseconds since the start of the program. */
    private static long[] endings(Program program) {
        return program.standardOutput().stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .toArray();
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
                    .isBetween(0.9, 4.0);
            assertThat(Counts.of(program)).isEqualTo(new Counts(3, 0, Map.of(), 3));
        }
    }
}
