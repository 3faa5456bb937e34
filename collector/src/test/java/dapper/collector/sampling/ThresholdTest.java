// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
    /** The specification's table for precision 4. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "2, 8, 2",
        "3, aaab, 3.00004577706569",
        "4, c, 4",
        "5, cccd, 5.0000762951094835",
        "8, e, 8",
        "10, e666, 9.99938968568813",
        "16, f, 16",
        "100, fd70a, 99.99771123402633",
        "1000, ffbe77, 1000.012874769029",
        "10000, fff9724, 9999.830725674266",
        "100000, ffff583a, 99999.238556461",
        "1000000, ffffef39, 999992.38556461"
    })
    void encodesProbabilitiesAsTheSpecificationDoes(int oneIn, String text, double adjustedCount) {
        long threshold = Threshold.of(1.0 / oneIn);

        assertThat(Threshold.toText(threshold)).isEqualTo(text);
        assertThat(Threshold.adjustedCount(threshold)).isCloseTo(adjustedCount, within(1e-6 * adjustedCount));
        assertThat(Threshold.parse(text, 0, text.length())).isEqualTo(threshold);
    }

    @Test
    void keepsEverythingAtOneAndNothingAtZero() {
        assertThat(Threshold.of(1)).isEqualTo(Threshold.KEEP_ALL);
        assertThat(Threshold.of(0)).isEqualTo(Threshold.KEEP_NONE);
        assertThat(Threshold.of(Double.MIN_VALUE)).isLessThan(Threshold.KEEP_NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "C", "0x1", "-1", "fffffffffffffff", " 8"})
    void readsNothingButLowerCaseHexadecimalDigits(String text) {
        assertThat(Threshold.parse(text, 0, text.length())).isEqualTo(-1);
    }

    @Test
    void keepsLeadingZeros() {
        long small = Threshold.parse("0008", 0, 4);

        assertThat(small).isEqualTo(0x8_0000_0000_00L);
        assertThat(Threshold.toText(small)).isEqualTo("0008");
    }
}
