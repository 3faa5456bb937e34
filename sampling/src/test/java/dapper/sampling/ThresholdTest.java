// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    private static final long ALL = 1L << 56;

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
        assertThat(1 / Threshold.probability(threshold)).isCloseTo(adjustedCount, within(1e-6 * adjustedCount));
        assertThat(OtelTraceState.threshold("ot=th:" + text)).isEqualTo(threshold);
    }

    /**
     * The specification computes with 52 bits and we with 56. Far below one in a million, its sum is too short for a
     * tie, so its last digit may be one greater or smaller.
     */
    @Test
    void agreesWithTheAlgorithmOfTheSpecification() {
        SplittableRandom random = new SplittableRandom(20_100_401);
        for (int i = 0; i < 100_000; i++) {
            double ordinary = Math.pow(2, -20 * random.nextDouble());
            assertThat(Threshold.of(ordinary)).as("%s", ordinary).isEqualTo(specified(ordinary, digits(ordinary)));

            double tiny = Math.pow(2, -20 - 10 * random.nextDouble());
            long lastDigit = 1L << 4 * (14 - digits(tiny));
            assertThat(Threshold.of(tiny)).as("%s", tiny).isCloseTo(specified(tiny, digits(tiny)), within(lastDigit));
        }
    }

    private static int digits(double probability) {
        return Math.max(1, Math.min(12, 4 + Math.floorDiv(Math.getExponent(probability) + 1, -4)));
    }

    /** {@code probability_to_threshold_with_precision}, with the bits of the double instead of its text. */
    private static long specified(double probability, int digits) {
        double rejection = 2 - probability + Math.scalb(0.5, -4 * digits);
        long fractionBits = (1L << 52) - 1;
        long fraction = rejection >= 2 ? fractionBits : Double.doubleToRawLongBits(rejection) & fractionBits;
        return fraction << 4 & -1L << 4 * (14 - digits);
    }

    @Test
    void keepsEverythingAtOneAndNothingAtZero() {
        assertThat(Threshold.of(1)).isEqualTo(Threshold.KEEP_ALL);
        assertThat(Threshold.of(0)).isEqualTo(Threshold.KEEP_NONE);
        assertThat(Threshold.of(0x1p-57)).isEqualTo(Threshold.KEEP_NONE);
        assertThat(Threshold.of(0x1p-56)).isEqualTo(ALL - 1);
        assertThat(Threshold.probability(Threshold.KEEP_ALL)).isEqualTo(1);
        assertThat(Threshold.probability(Threshold.KEEP_NONE)).isZero();
        assertThat(Threshold.probability(ALL - 1)).isEqualTo(0x1p-56);
    }

    @Test
    void changesAProbabilityByLessThanOnePartInTwoThousand() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            double probability = Math.pow(2, -30 * random.nextDouble());
            long threshold = Threshold.of(probability);
            assertThat(Threshold.probability(threshold) / probability).isCloseTo(1, within(1 / 2_000.0));
            assertThat(threshold).isBetween(0L, ALL - 1);
        }
    }

    @Test
    void writesDigitsWithoutTrailingZeros() {
        assertThat(Threshold.toText(0)).isEqualTo("0");
        assertThat(Threshold.toText(0xe6_6600_0000_0000L)).isEqualTo("e666");
        assertThat(Threshold.toText(0x00_0100_0000_0000L)).isEqualTo("0001");
        assertThat(Threshold.toText(0xff_ffff_ffff_ffffL)).isEqualTo("ffffffffffffff");
        assertThat(Threshold.toText(1)).isEqualTo("00000000000001");
    }
}
