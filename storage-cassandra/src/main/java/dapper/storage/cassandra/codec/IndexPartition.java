// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.util.concurrent.TimeUnit;

/**
 * The key of a partition of the index rows that older collectors write.
 *
 * @param bucket hours since 1970 of the rows' {@code last_start}
 * @param shard from 0; {@link #UNLISTED} for rows that cannot be found by their terms
 */
public record IndexPartition(String service, int bucket, short shard) {
    public static final short UNLISTED = -1;

    private static final long BUCKET_NANOS = TimeUnit.HOURS.toNanos(1);

    public static int bucket(long unixNanos) {
        return (int) Math.floorDiv(unixNanos, BUCKET_NANOS);
    }

    /** The last moment of a bucket. */
    public static long lastNanos(int bucket) {
        return Math.min(Long.MAX_VALUE / BUCKET_NANOS - 1, bucket) * BUCKET_NANOS + (BUCKET_NANOS - 1);
    }

    public boolean isListed() {
        return shard != UNLISTED;
    }
}
