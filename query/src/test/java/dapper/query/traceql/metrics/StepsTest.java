// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {
    @Test
    void alignsPointsToMultiplesOfTheStep() {
        Steps steps = Steps.of(1_005, 1_032, 10);

        assertThat(steps).isEqualTo(new Steps(1_000, 10, 5, 991));
        assertThat(steps.unixNanos(4)).isEqualTo(1_040);
        assertThat(steps.untilUnixNanos()).isEqualTo(1_041);
    }

    @Test
    void keepsBoundsThatAreAligned() {
        assertThat(Steps.of(1_000, 1_030, 10)).isEqualTo(new Steps(1_000, 10, 4, 991));
    }

    /** A point belongs to the spans before it. */
    @ParameterizedTest
    @CsvSource({"991, 0", "1000, 0", "1001, 1", "1010, 1", "1011, 2", "1030, 3"})
    void findsThePointOfASpan(long start, int point) {
        assertThat(Steps.of(1_000, 1_030, 10).pointOf(start)).isEqualTo(point);
    }

    @Test
    void hasOnePointIfTheStepIsTheRange() {
        Steps steps = Steps.of(1_005, 1_032, 27);

        assertThat(steps).isEqualTo(new Steps(1_032, 27, 1, 1_005));
        assertThat(steps.untilUnixNanos()).isEqualTo(1_033);
        assertThat(steps.pointOf(1_005)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT15S", "PT6H, PT1M30S", "PT10M, PT2S", "PT30S, PT1S", "P1D, PT6M", "PT21M, PT5S", "PT19M, PT4S"
    })
    void hasAboutTwoHundredAndFortyPointsByDefault(Duration range, Duration step) {
        assertThat(Steps.defaultNanos(5, 5 + range.toNanos())).isEqualTo(step.toNanos());
    }

    @Test
    void refusesTooManyPoints() {
        assertThatThrownBy(() -> Steps.of(0, 1_000_000, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at least 91ns, because a series has at most 11000 points");
        assertThat(Steps.of(0, 1_000_000, 91).count()).isEqualTo(10_991);
        assertThat(Steps.of(7, 1_000_006, 91).count()).isLessThanOrEqualTo(Steps.MOST);
        assertThatThrownBy(() -> Steps.of(0, 1_000, 0)).hasMessage("must be longer than 0");
    }

    @Test
    void refusesAStepBeyondTime() {
        assertThatThrownBy(() -> Steps.of(5, 8_000_000_000_000_000_000L, 5_000_000_000_000_000_000L))
                .hasMessage("must not be longer than the time from 1970 to the end");
    }
}
