// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallMemoryTest {
    private static final int MIB = 1 << 20;

    private final AnswerMemory memory = new AnswerMemory(100 * MIB, Duration.ZERO, 0, 1_000);

    private AnswerMemory.Share open() {
        return Objects.requireNonNull(memory.open());
    }

    @Test
    void claimsWhatItTakesAMegabyteAtATime() {
        try (AnswerMemory.Share share = open()) {
            CallMemory calls = new CallMemory(share);
            long before = memory.used();
            int first = MIB / CallMemory.BYTES_OF_OUTCOMES;
            for (int i = 0; i < first; i++) {
                calls.next();
            }
            assertThat(memory.used()).as("every share has as much").isEqualTo(before);
            calls.next();
            assertThat(memory.used()).isEqualTo(before + MIB);
            calls.take(5L * MIB);
            assertThat(memory.used()).isEqualTo(before + 6 * MIB);
        }
        assertThat(memory.used()).isZero();
    }

    @Test
    void refusesAnAnswerThatIsTooLargeForAny() {
        try (AnswerMemory.Share share = open()) {
            CallMemory calls = new CallMemory(share);
            assertThatThrownBy(() -> calls.take(70L * MIB))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("The calls of this answer take more memory than one answer may");
        }
    }

    @Test
    void refusesAnAnswerWhileOthersHoldTheMemory() {
        try (AnswerMemory.Share first = open();
                AnswerMemory.Share second = open()) {
            new CallMemory(first).take(20L * MIB);
            assertThatThrownBy(() -> new CallMemory(second).take(50L * MIB))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("Other answers take the memory for queries: try again shortly.");
        }
    }
}
