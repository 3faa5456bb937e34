// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import java.util.Arrays;

/** The durations of one series in one interval, in nanoseconds. Used again for the next series; metrics thread only. */
final class Durations {
    private final int[] counts = new int[1 + DurationBuckets.COUNT];
    private long count;
    private long sum;
    private long least;
    private long greatest;

    Durations() {
        clear();
    }

    void clear() {
        Arrays.fill(counts, 0);
        count = 0;
        sum = 0;
        least = Long.MAX_VALUE;
        greatest = 0;
    }

    /** @param place from {@link DurationCells#place} */
    void add(int place, int calls) {
        counts[place] += calls;
        count += calls;
    }

    void extent(long sum, long least, long greatest) {
        this.sum += sum;
        this.least = Math.min(this.least, least);
        this.greatest = Math.max(this.greatest, greatest);
    }

    long count() {
        return count;
    }

    long zeroCount() {
        return counts[0];
    }

    long sum() {
        return sum;
    }

    /** The calls in the bucket at this place, 0 for {@link DurationBuckets#FIRST}. */
    int inBucket(int bucket) {
        return counts[1 + bucket];
    }

    /** The first bucket with calls, or -1. */
    int firstBucket() {
        for (int bucket = 0; bucket < DurationBuckets.COUNT; bucket++) {
            if (counts[1 + bucket] > 0) {
                return bucket;
            }
        }
        return -1;
    }

    /** The last bucket with calls, or -1. */
    int lastBucket() {
        int bucket = DurationBuckets.COUNT - 1;
        while (bucket >= 0 && counts[1 + bucket] == 0) {
            bucket--;
        }
        return bucket;
    }

    /** Within the first bucket, even if a thread counted its call and has not yet lowered the least duration. */
    long least() {
        int first = firstBucket();
        return zeroCount() > 0 || first < 0 ? 0 : within(first, least);
    }

    /** Within the last bucket, likewise. */
    long greatest() {
        int last = lastBucket();
        return last < 0 ? 0 : within(last, greatest);
    }

    private static long within(int bucket, long nanos) {
        return Math.max(DurationBuckets.least(bucket), Math.min(DurationBuckets.greatest(bucket), nanos));
    }
}
