// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationCellsTest {
    private final DurationCells cells = new DurationCells();
    private final Durations durations = new Durations();

    private void add(long nanos) {
        assertThat(cells.add(DurationCells.place(nanos), nanos)).isTrue();
    }

    /** The middle of the bucket in which the call of this rank is. */
    private double quantile(double q) {
        long rank = (long) Math.ceil(q * durations.count());
        long seen = durations.zeroCount();
        int bucket = -1;
        while (seen < rank) {
            seen += durations.inBucket(++bucket);
        }
        return Math.pow(2, (DurationBuckets.FIRST + bucket + 0.5) / 8) * 1e9;
    }

    @Test
    void quantilesAreWithinFivePercentOfBruteForce() {
        Random random = new Random(3);
        long[] all = new long[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) (3e6 * Math.exp(2 * random.nextGaussian())) + 1;
            add(all[i]);
        }
        Arrays.sort(all);
        cells.takeTo(durations);

        assertThat(durations.count()).isEqualTo(all.length);
        assertThat(durations.sum()).isEqualTo(Arrays.stream(all).sum());
        assertThat(durations.least()).isEqualTo(all[0]);
        assertThat(durations.greatest()).isEqualTo(all[all.length - 1]);
        for (double q : new double[] {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999}) {
            double exact = all[(int) Math.ceil(q * all.length) - 1];
            assertThat(quantile(q) / exact).as("quantile %s", q).isBetween(0.95, 1.05);
        }
    }

    @Test
    void takingBeginsAnew() {
        add(0);
        add(5);
        cells.takeTo(durations);
        assertThat(durations.count()).isEqualTo(2);
        assertThat(durations.zeroCount()).isOne();
        assertThat(durations.least()).isZero();
        assertThat(durations.greatest()).isEqualTo(5);

        durations.clear();
        cells.takeTo(durations);
        assertThat(durations.count()).isZero();
        assertThat(durations.sum()).isZero();

        add(7);
        cells.takeTo(durations);
        assertThat(durations.count()).isOne();
        assertThat(durations.least()).isEqualTo(7);
        assertThat(durations.greatest()).isEqualTo(7);
    }

    @Test
    void nothingCanBeAddedToRetiredCells() {
        add(5);
        cells.retireTo(durations);
        assertThat(durations.count()).isOne();
        assertThat(durations.sum()).isEqualTo(5);

        assertThat(cells.add(DurationCells.place(5), 5)).isFalse();
        assertThat(cells.tryAdd(DurationCells.place(9), 9)).isEqualTo(DurationCells.Added.RETIRED);
    }

    @Test
    void leastAndGreatestAreInABucketWithCallsEvenIfAThreadHasNotSetThem() {
        durations.add(DurationCells.place(1_000_000), 1);
        durations.extent(0, Long.MAX_VALUE, 0);
        int bucket = DurationBuckets.of(1_000_000);
        assertThat(DurationBuckets.of(durations.least())).isEqualTo(bucket);
        assertThat(DurationBuckets.of(durations.greatest())).isEqualTo(bucket);
    }
}
