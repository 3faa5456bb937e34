// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    /** The same as in format.test.js: a page shows both. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "850, 850 ns",
        "999600, 1 ms",
        "12345678, 12.3 ms",
        "130500000, 131 ms",
        "999400000, 999 ms",
        "1240000000, 1.24 s",
        "59600000000, 1 min",
        "123000000000, 2 min 3 s",
        "7200000000000, 2 h",
        "90000000000000, 1 d 1 h"
    })
    void showsLatenciesAsTheViewerDoes(double nanos, String expected) {
        assertThat(Amounts.latency(nanos)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"500000000, 500 ms", "1234567000, 1.234567 s", "90000000000, 90 s", "1500, '1.5 \u00b5s'", "20, 20 ns"})
    void keepsTheDigitsOfALimit(double nanos, String expected) {
        assertThat(Amounts.exactLatency(nanos)).isEqualTo(expected);
    }
}
