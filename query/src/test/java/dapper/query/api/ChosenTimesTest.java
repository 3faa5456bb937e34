// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.testing.SkewedTrace;
import dapper.storage.Extent;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChosenTimesTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long MS = 1_000_000;
    /** Five nodes of the second tree, three spans that move, one event. */
    private static final long BYTES = 5 * 160 + 3 * 112 + 64;

    private final Trace sent = Trace.of(ID, new ArrayList<>(SkewedTrace.of(ID, 1_800_000_000_000_000_000L)));

    private static AnswerMemory memory(long bytes) {
        return new AnswerMemory(bytes, Duration.ZERO, 0, 1);
    }

    private static AnswerMemory.Share open(AnswerMemory memory) {
        return Objects.requireNonNull(memory.open());
    }

    private static long durationOf(Trace trace) {
        Extent extent = new Extent();
        trace.spans().forEach(extent::add);
        return extent.durationNanos();
    }

    @Test
    void claimsTheCopyOfWhatMoves() {
        AnswerMemory memory = memory(80_000);
        try (AnswerMemory.Share share = open(memory)) {
            long before = memory.used();

            ChosenTimes times = ChosenTimes.of(sent, true, share);

            assertThat(memory.used() - before).isEqualTo(BYTES);
            assertThat(times.corrected()).isTrue();
            assertThat(durationOf(times.trace())).isEqualTo(120 * MS);
            assertThat(times.with("Some spans are left out.")).isEqualTo("Some spans are left out.");
        }
    }

    @Test
    void claimsNothingForTheTimesAsSent() {
        AnswerMemory memory = memory(80_000);
        try (AnswerMemory.Share share = open(memory)) {
            long before = memory.used();

            ChosenTimes times = ChosenTimes.of(sent, false, share);

            assertThat(memory.used()).isEqualTo(before);
            assertThat(times.trace()).isSameAs(sent);
            assertThat(times.clocks().areCorrectable()).isTrue();
        }
    }

    @Test
    void leavesTheTimesAsSentWhereASingleAnswerHasTooLittleMemory() {
        // One answer may take 60 percent of it, an eighth from the start.
        try (AnswerMemory.Share share = open(memory(2_400))) {
            ChosenTimes times = ChosenTimes.of(sent, true, share);

            assertThat(times.corrected()).isFalse();
            assertThat(times.trace()).isSameAs(sent);
            assertThat(times.with("Some spans are left out."))
                    .isEqualTo("Some spans are left out. There is too little memory to correct the times of this"
                            + " trace: they are as they were sent.");
        }
    }

    @Test
    void refusesWhileOtherAnswersHoldTheMemory() {
        AnswerMemory memory = memory(4_000);
        try (AnswerMemory.Share first = open(memory);
                AnswerMemory.Share second = open(memory)) {
            assertThat(first.claim(1_800)).isEqualTo(AnswerMemory.Claim.GRANTED);

            assertThatThrownBy(() -> ChosenTimes.of(sent, true, second))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("try again shortly");
        }
    }
}
