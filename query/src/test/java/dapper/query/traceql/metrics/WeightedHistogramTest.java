// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedHistogramTest {
    @Test
    void countsEachValueByItsWeight() {
        WeightedHistogram histogram = new WeightedHistogram();
        histogram.add(10, 1);
        histogram.add(1_000, 8);
        histogram.add(-5, 1);

        assertThat(histogram.quantile(0)).isCloseTo(-5.0, within(0.05));
        assertThat(histogram.quantile(0.1)).isCloseTo(-5.0, within(0.05));
        assertThat(histogram.quantile(0.2)).isCloseTo(10.0, within(0.1));
        assertThat(histogram.quantile(0.21)).isCloseTo(1_000.0, within(10.0));
        assertThat(histogram.quantile(1)).isCloseTo(1_000.0, within(10.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-310, 1e-299, 1.0, 123456789, -1e-9, Double.MAX_VALUE, -Double.MAX_VALUE, 1e300})
    void isExactForASingleValue(double value) {
        WeightedHistogram histogram = new WeightedHistogram();
        histogram.add(value, 3);

        assertThat(histogram.quantile(0.5)).isEqualTo(value);
    }

    @Test
    void hasAnErrorOfAtMostOnePercent() {
        Random random = new Random(5);
        WeightedHistogram histogram = new WeightedHistogram();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double value = Math.exp(random.nextGaussian() * 5) * (random.nextInt(4) == 0 ? -1 : 1);
            values.add(value);
            histogram.add(value, 1);
        }
        values.sort(null);
        for (int i = 1; i <= 5_000; i++) {
            double exact = values.get(i - 1);
            assertThat(histogram.quantile((i - 0.5) / 5_000)).isCloseTo(exact, within(0.01 * Math.abs(exact)));
        }
    }

    @Test
    void growsOnlyForAnotherBucket() {
        WeightedHistogram histogram = new WeightedHistogram();
        for (int i = 0; i < WeightedHistogram.BUCKETS_OF_A_PART; i++) {
            assertThat(histogram.mustGrowFor(1 << i)).isFalse();
            histogram.add(1 << i, 1);
        }

        assertThat(histogram.mustGrowFor(4)).isFalse();
        assertThat(histogram.mustGrowFor(5)).isTrue();
    }
}
