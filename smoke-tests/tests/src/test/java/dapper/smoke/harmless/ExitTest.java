// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Ending;
import dapper.smoke.run.Counts;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import dapper.smoke.run.Sinkhole;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the last spans, however the process ends, and how long that may take. */
class ExitTest {
    /** Longer than any test: nothing is sent before the end unless the end sends it. */
    private static final String NOT_BEFORE_THE_END = "-Dotel.bsp.schedule.delay=10m";

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

    /** Nobody is asked any more: what was not sent by then is lost, and no later than at once. */
    @Test
    void haltLosesWhatWasNotSentYet() {
        Program program = jvm(Protocol.HTTP).run(Ending.class, "halt");
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(4);
        assertThat(receiver.spans()).isEmpty();
    }

    /** With the usual delay of a second; what is lost is what finished since. */
    @Test
    void killLosesNothingThatWasSent() {
        try (Program program = Jvm.on(Jdk.ofThisBuild()).tracedTo(receiver).start(Ending.class, "wait")) {
            program.awaitLine("done");
            receiver.awaitSpans("three spans", spans -> spans.size() == 3);
            program.process().destroyForcibly();
            assertThat(program.awaitExit()).isEqualTo(137);
            assertThat(receiver.spans()).hasSize(3);
        }
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
