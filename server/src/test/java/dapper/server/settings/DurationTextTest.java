// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0ms, 0",
        "7ns, 7",
        "250us, 250000",
        "250µs, 250000",
        "10ms, 10000000",
        "1.5s, 1500000000",
        "1.5 s, 1500000000",
        "2m, 120000000000",
        "1h, 3600000000000",
        "14d, 1209600000000000",
        "0.1ns, 0"
    })
    void readsANumberWithAUnit(String text, long nanos) {
        assertThat(DurationText.nanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "ms", "-1s", "1,5s", "1e3s", "10 minutes", "1s 5ms", "٣s"})
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.nanos(text))
                .withMessageContaining("such as 10ms or 1.5s");
    }

    @Test
    void refusesMoreThanItCanCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.nanos("106752d"))
                .withMessage("must be less than 292 years");
    }
}
