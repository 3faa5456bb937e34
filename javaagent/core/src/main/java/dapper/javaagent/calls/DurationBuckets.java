// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

/**
 * The buckets of an exponential histogram of OTLP with scale 3, for durations in nanoseconds: bucket {@code i} holds
 * the durations above {@code 2^(i/8)} and up to {@code 2^((i+1)/8)} seconds. So the middle of a bucket differs by less
 * than 4.5 % from each duration in it.
 *
 * <p>A duration is found by its highest five bits, in a table, and at most a few comparisons with bounds: no logarithm.
 */
final class DurationBuckets {
    static final int SCALE = 3;

    /** The bucket of one nanosecond. */
    static final int FIRST = -240;

    /** The last bucket ends at 2^18 seconds, three days, and also holds what lasts longer. */
    static final int COUNT = 384;

    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;

    /** The greatest number of nanoseconds in each bucket. */
    private static final long[] GREATEST = new long[COUNT];

    /** The bucket of the least number for each position of the highest bit and each value of the four bits below. */
    private static final short[] START = new short[Long.SIZE * STEPS];

    static {
        for (int bucket = 0; bucket < COUNT - 1; bucket++) {
            GREATEST[bucket] = (long) Math.floor(Math.pow(2, (FIRST + bucket + 1) / 8.0) * 1e9);
        }
        GREATEST[COUNT - 1] = Long.MAX_VALUE;
        for (int highest = 0; highest < Long.SIZE - 1; highest++) {
            for (int step = 0; step < STEPS; step++) {
                long least = (1L << highest) + (highest >= STEP_BITS ? (long) step << highest - STEP_BITS : 0);
                START[highest * STEPS + step] = (short) search(least);
            }
        }
    }

    private DurationBuckets() {}

    private static int search(long nanos) {
        int bucket = 0;
        while (nanos > GREATEST[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /**
     * The place of a duration, 0 for {@link #FIRST}.
     *
     * @param nanos 1 or more
     */
    static int of(long nanos) {
        int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int step = highest < STEP_BITS ? 0 : (int) (nanos >>> highest - STEP_BITS) & STEPS - 1;
        int bucket = START[highest * STEPS + step];
        while (nanos > GREATEST[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The greatest number of nanoseconds in the bucket at this place. */
    static long greatest(int bucket) {
        return GREATEST[bucket];
    }

    /** The least number of nanoseconds in the bucket at this place. */
    static long least(int bucket) {
        return bucket == 0 ? 1 : GREATEST[bucket - 1] + 1;
    }
}
