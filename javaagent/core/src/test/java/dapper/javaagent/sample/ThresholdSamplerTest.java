// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdSamplerTest {
    private static final long MAX_RANDOMNESS = (1L << 56) - 1;
    private static final double ALL = 0x1p56;

    private static long sample(double ratio, long randomness) {
        return new ThresholdSampler(ratio, true).sample(randomness, SpanKind.SERVER, "GET", "/");
    }

    @Test
    void keepsEverythingOrNothingAtTheEnds() {
        assertThat(sample(1, 0)).isZero();
        assertThat(sample(1, MAX_RANDOMNESS)).isZero();
        assertThat(sample(0, MAX_RANDOMNESS)).isEqualTo(Sampler.DROP);
        assertThat(sample(0x1p-57, MAX_RANDOMNESS)).isEqualTo(Sampler.DROP);
        assertThat(sample(0x1p-56, MAX_RANDOMNESS)).isEqualTo(MAX_RANDOMNESS);
        assertThat(sample(0x1p-56, MAX_RANDOMNESS - 1)).isEqualTo(Sampler.DROP);
    }

    @Test
    void decidesByTheThresholdThatTravels() {
        long threshold = 0xe6_6600_0000_0000L;

        assertThat(sample(0.1, threshold)).isEqualTo(threshold);
        assertThat(sample(0.1, threshold - 1)).isEqualTo(Sampler.DROP);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.5, 0.1, 0.01, 0.001})
    void extrapolatesWithoutBias(double ratio) {
        SplittableRandom random = new SplittableRandom(20_100_401);
        ThresholdSampler sampler = new ThresholdSampler(ratio, true);
        int traces = 1_000_000;
        double estimate = 0;
        for (int i = 0; i < traces; i++) {
            long threshold = sampler.sample(random.nextLong() & MAX_RANDOMNESS, SpanKind.SERVER, "GET", null);
            if (threshold != Sampler.DROP) {
                estimate += ALL / (ALL - threshold);
            }
        }

        // Four standard deviations of a binomial count.
        double deviation = 4 * Math.sqrt(traces * (1 - ratio) / ratio);
        assertThat(estimate).isCloseTo(traces, within(deviation));
    }

    @Test
    void nestsEverySmallerSampleInEveryLargerOne() {
        double[] ratios = {1, 0.7, 0.5, 0.3, 0.1, 0.03, 0.01, 0.001};
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 100_000; i++) {
            long randomness = random.nextLong() & MAX_RANDOMNESS;
            boolean keptByLarger = true;
            for (double ratio : ratios) {
                boolean kept = sample(ratio, randomness) != Sampler.DROP;
                assertThat(kept && !keptByLarger).isFalse();
                keptByLarger = kept;
            }
        }
    }
}
