// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationBucketsTest {
    /** As OTLP defines the index of a value in seconds: base^index &lt; value &lt;= base^(index + 1). */
    private static void assertInBucket(long nanos) {
        int index = DurationBuckets.FIRST + DurationBuckets.of(nanos);
        double seconds = nanos / 1e9;
        double below = Math.pow(2, index / 8.0);
        assertThat(seconds).as("%s ns in %s", nanos, index).isGreaterThan(below * (1 - 1e-12));
        assertThat(seconds)
                .as("%s ns in %s", nanos, index)
                .isLessThanOrEqualTo(below * Math.pow(2, 1 / 8.0) * (1 + 1e-12));
    }

    @Test
    void everyDurationIsInTheBucketThatTheSpecificationGivesIt() {
        for (long nanos = 1; nanos < 100_000; nanos++) {
            assertInBucket(nanos);
        }
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            assertInBucket(1 + (random.nextLong() >>> (17 + random.nextInt(46))));
        }
    }

    /** 2^-9 s is a whole number of nanoseconds, and belongs to the bucket that ends there. */
    @ParameterizedTest
    @CsvSource({"1,-240", "1953125,-73", "1953126,-72", "500000000,-9", "1000000000,-1", "1000000001,0", "2000000000,7"
    })
    void aBoundBelongsToTheBucketBelow(long nanos, int index) {
        assertThat(DurationBuckets.FIRST + DurationBuckets.of(nanos)).isEqualTo(index);
    }

    @Test
    void theLastBucketHoldsWhatLastsLonger() {
        assertThat(DurationBuckets.of(Long.MAX_VALUE)).isEqualTo(DurationBuckets.COUNT - 1);
    }

    @Test
    void leastAndGreatestOfABucketBelongToIt() {
        for (int bucket = 40; bucket < DurationBuckets.COUNT; bucket++) {
            assertThat(DurationBuckets.of(DurationBuckets.least(bucket))).isEqualTo(bucket);
            assertThat(DurationBuckets.of(DurationBuckets.greatest(bucket))).isEqualTo(bucket);
        }
    }
}
