// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The free space on the disks of the data folder. A node does not start below a minimum. Writes are refused before the
 * disk is full, so that the node keeps running and can be read. Safe for many threads.
 */
final class DiskSpace {
    /** A start replays and flushes; Cassandra refuses flushes and compactions long before the disk is full. */
    static final long LEAST_TO_START = 512L << 20;

    /** Two segments of the commit log and what compactions under way may still write. */
    static final long LEAST_TO_WRITE = 192L << 20;

    private static final long LOOK_AGAIN_NANOS = 500_000_000L;

    private final Supplier<Folder> fullest;
    private final LongSupplier nanoTime;
    private long lookedAt;
    private boolean full;

    /** @param free usable bytes on the disk of the folder */
    record Folder(Path path, long free) {}

    /**
     * @param fullest the folder with the least free space at this moment
     * @param nanoTime as {@link System#nanoTime}
     */
    DiskSpace(Supplier<Folder> fullest, LongSupplier nanoTime) {
        this.fullest = fullest;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong() - LOOK_AGAIN_NANOS;
    }

    boolean isEnoughToStart() {
        return fullest.get().free() >= LEAST_TO_START;
    }

    /**
     * Returns the reason why nothing is written, or null. Once the space is too low, it must reach
     * {@link #LEAST_TO_START} before writes resume.
     */
    synchronized @Nullable String fullness() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt >= LOOK_AGAIN_NANOS) {
            lookedAt = now;
            full = fullest.get().free() < (full ? LEAST_TO_START : LEAST_TO_WRITE);
        }
        return full ? sentence() : null;
    }

    /** Returns the free space, the missing space, and what to do. */
    String sentence() {
        Folder folder = fullest.get();
        long bytes = folder.free();
        return "The disk of the embedded Cassandra's data folder " + folder.path() + " is nearly full: " + (bytes >> 20)
                + " MB are free, " + (LEAST_TO_START >> 20) + " MB are the least, "
                + (Math.max(0, LEAST_TO_START - bytes) + (1 << 20) - 1 >> 20)
                + " MB are missing. Free some space, or choose a folder on another disk with dapper.cassandra.data.";
    }
}
