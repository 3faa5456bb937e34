// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 1769860800000000000",
        "2026-01-31T12:00:00.123456789Z, 1769860800123456789",
        "2026-01-31T14:00:00+02:00, 1769860800000000000",
        "2026-01-31T14:00:00 02:00, 1769860800000000000",
        "1769860800, 1769860800000000000",
        "1769860800123, 1769860800123000000",
        "1769860800123456, 1769860800123456000",
        "1769860800123456789, 1769860800123456789"
    })
    void readsRfc3339AndUnixTime(String text, long unixNanos) {
        assertThat(TimeText.unixNanos(text)).isEqualTo(unixNanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-01-31",
                "2026-01-31T12:00:00",
                "123",
                "17698608001",
                "9999999999999999999",
                "9999-01-01T00:00:00Z"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeText.unixNanos(text))
                .withMessageStartingWith("must be a time such as 2026-01-31T12:00:00Z, or Unix time");
    }
}
