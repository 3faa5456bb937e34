// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.Arrays;

/**
 * A histogram of durations: OTLP's exponential histogram of scale {@value #SCALE} in seconds. Bucket i counts durations
 * above 2^(i/8) s and up to 2^((i+1)/8) s, so a quantile is exact to 4.5 percent. Merging adds buckets: it is
 * associative and commutative, sums included, because they are whole nanoseconds. Not safe for use by several threads.
 */
public final class Durations {
    public static final int SCALE = 3;

    /** The bucket that ends at a nanosecond or so; it has all shorter durations too. */
    public static final int LEAST = -240;

    /** The bucket that ends at twelve days; it has all longer durations too. */
    public static final int MOST = 160;

    private static final double BUCKETS_OF_AN_OCTAVE = 1 << SCALE;
    private static final double NANOS = 1e9;

    private long[] counts = {};
    private int first;
    private long count;
    private long sumNanos;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos;

    public static int bucketOf(double seconds) {
        if (!(seconds > 0)) {
            return LEAST;
        }
        double exact = Math.ceil(Math.log(seconds) / Math.log(2) * BUCKETS_OF_AN_OCTAVE) - 1;
        return (int) Math.max(LEAST, Math.min(MOST, exact));
    }

    /** Returns the greatest duration of a bucket in seconds. */
    public static double upperSeconds(int bucket) {
        return Math.pow(2, (bucket + 1) / BUCKETS_OF_AN_OCTAVE);
    }

    /** Counts one duration. */
    public void add(long nanos) {
        addBucket(bucketOf(nanos / NANOS), 1);
        addExtent(nanos, nanos, nanos);
    }

    /** Adds to a bucket of this scale; one beyond the range counts in the nearest. */
    public void addBucket(int bucket, long calls) {
        if (calls <= 0) {
            return;
        }
        int index = Math.max(LEAST, Math.min(MOST, bucket));
        makeRoom(index);
        counts[index - first] += calls;
        count += calls;
    }

    /**
     * Adds calls whose durations are only known to be in a range, as if they were spread evenly over it. All of them count,
     * whatever the rounding.
     *
     * @param fromSeconds exclusive, at least 0
     * @param toSeconds inclusive, not before the start of the range
     */
    public void addRange(double fromSeconds, double toSeconds, long calls) {
        int last = bucketOf(toSeconds);
        double width = toSeconds - fromSeconds;
        long added = 0;
        for (int bucket = bucketOf(fromSeconds); bucket < last && width > 0; bucket++) {
            double share = (upperSeconds(bucket) - fromSeconds) / width;
            long below = Math.round(calls * Math.max(0, Math.min(1, share)));
            addBucket(bucket, below - added);
            added = Math.max(added, below);
        }
        addBucket(last, calls - added);
    }

    /** Adds the sum, the shortest and the longest of durations whose buckets are added too. */
    public void addExtent(long sum, long min, long max) {
        sumNanos += sum;
        minNanos = Math.min(minNanos, min);
        maxNanos = Math.max(maxNanos, max);
    }

    public void add(Durations other) {
        for (int i = 0; i < other.counts.length; i++) {
            addBucket(other.first + i, other.counts[i]);
        }
        addExtent(other.sumNanos, other.minNanos, other.maxNanos);
    }

    private void makeRoom(int bucket) {
        if (counts.length == 0) {
            counts = new long[8];
            first = bucket;
        } else if (bucket < first) {
            long[] wider = new long[counts.length + first - bucket];
            System.arraycopy(counts, 0, wider, first - bucket, counts.length);
            counts = wider;
            first = bucket;
        } else if (bucket >= first + counts.length) {
            counts = Arrays.copyOf(counts, Math.max(bucket - first + 1, 2 * counts.length));
        }
    }

    public long count() {
        return count;
    }

    public long sumNanos() {
        return sumNanos;
    }

    /** Returns the shortest duration; 0 without calls. */
    public long minNanos() {
        return minNanos == Long.MAX_VALUE ? 0 : minNanos;
    }

    public long maxNanos() {
        return maxNanos;
    }

    /** Passes each bucket that has calls, in ascending order. */
    public void forEach(Bucket action) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                action.take(first + i, counts[i]);
            }
        }
    }

    /**
     * Returns the duration in nanoseconds that a share of the calls does not exceed: the geometric middle of the bucket of
     * that call. NaN without calls.
     *
     * @param share 0 to 1
     */
    public double quantileNanos(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                double middle = Math.pow(2, (first + i + 0.5) / BUCKETS_OF_AN_OCTAVE) * NANOS;
                return Math.max((double) minNanos(), Math.min((double) maxNanos, middle));
            }
        }
        return Double.NaN;
    }

    /** Returns how many calls took no longer; those of the bucket that has this duration are taken as evenly spread. */
    public double countUpTo(double seconds) {
        double below = 0;
        for (int i = 0; i < counts.length; i++) {
            double from = upperSeconds(first + i - 1);
            double to = upperSeconds(first + i);
            below += counts[i] * Math.max(0, Math.min(1, (seconds - from) / (to - from)));
        }
        return below;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Durations that
                && count == that.count
                && sumNanos == that.sumNanos
                && minNanos == that.minNanos
                && maxNanos == that.maxNanos
                && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count * 31 + sumNanos);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sum=" + sumNanos + " min=" + minNanos() + " max=" + maxNanos);
        forEach((bucket, calls) -> text.append(' ').append(bucket).append(':').append(calls));
        return text.toString();
    }

    /** Takes one bucket. */
    public interface Bucket {
        void take(int bucket, long calls);
    }
}
