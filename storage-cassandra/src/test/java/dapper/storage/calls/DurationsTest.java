// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final Random random = new Random(7);

    private long[] some(int calls) {
        return LongStream.range(0, calls)
                .map(i -> (long) Math.exp(random.nextGaussian() * 2 + 16))
                .toArray();
    }

    private static Durations of(long... nanos) {
        Durations durations = new Durations();
        Arrays.stream(nanos).forEach(durations::add);
        return durations;
    }

    private static Durations merged(Durations a, Durations b) {
        Durations merged = new Durations();
        merged.add(a);
        merged.add(b);
        return merged;
    }

    @Test
    void quantilesAreWithinFivePercentOfBruteForce() {
        for (int calls : new int[] {1, 2, 10, 1_000, 100_000}) {
            long[] nanos = some(calls);
            Durations durations = of(nanos);
            Arrays.sort(nanos);
            for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
                long exact = nanos[(int) Math.max(0, Math.ceil(share * calls) - 1)];
                assertThat(durations.quantileNanos(share))
                        .as("%s of %s calls", share, calls)
                        .isCloseTo(exact, within(exact * 0.05));
            }
        }
    }

    @RepeatedTest(20)
    void mergingIsAssociativeAndCommutative() {
        random.setSeed(random.nextLong() + System.identityHashCode(this));
        Durations a = of(some(random.nextInt(50)));
        Durations b = of(some(random.nextInt(50)));
        Durations c = of(some(random.nextInt(50)));

        assertThat(merged(merged(a, b), c)).isEqualTo(merged(a, merged(b, c)));
        assertThat(merged(a, b)).isEqualTo(merged(b, a));
        assertThat(merged(a, new Durations())).isEqualTo(a);
    }

    @Test
    void boundsBelongToTheBucketBelow() {
        assertThat(Durations.bucketOf(1)).isEqualTo(-1);
        assertThat(Durations.bucketOf(1.001)).isZero();
        assertThat(Durations.bucketOf(2)).isEqualTo(7);
        assertThat(Durations.bucketOf(0)).isEqualTo(Durations.LEAST);
        assertThat(Durations.bucketOf(Double.NaN)).isEqualTo(Durations.LEAST);
        assertThat(Durations.bucketOf(1e300)).isEqualTo(Durations.MOST);
        assertThat(Durations.upperSeconds(7)).isEqualTo(2);
    }

    @Test
    void rangesKeepEveryCall() {
        for (int calls = 0; calls < 200; calls++) {
            Durations durations = new Durations();
            double from = random.nextDouble() * 3;
            durations.addRange(from, from + random.nextDouble() * 5, calls);
            assertThat(durations.count()).isEqualTo(calls);
        }
        Durations even = new Durations();
        even.addRange(0, 1, 1_000_000);
        even.addExtent(0, 0, 1_000_000_000);
        assertThat(even.quantileNanos(0.25)).isCloseTo(0.25e9, within(0.0125e9));
        assertThat(even.quantileNanos(0.9)).isCloseTo(0.9e9, within(0.05e9));
    }

    @Test
    void countsCallsUpToADuration() {
        Durations durations = of(100_000_000, 400_000_000, 500_000_000, 1_900_000_000, 5_000_000_000L);
        assertThat(durations.countUpTo(0.5)).isEqualTo(3);
        assertThat(durations.countUpTo(2)).isEqualTo(4);
        assertThat(durations.countUpTo(100)).isEqualTo(5);
        assertThat(durations.countUpTo(0.0001)).isZero();
    }

    @Test
    void hasNoQuantileWithoutCalls() {
        assertThat(new Durations().quantileNanos(0.5)).isNaN();
        assertThat(new Durations().minNanos()).isZero();
    }
}
