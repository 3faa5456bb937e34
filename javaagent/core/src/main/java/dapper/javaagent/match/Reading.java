// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A class file that one thread gets from a class loader, and that other threads may want at the same time.
 *
 * <p>They may hold locks that the class loader needs, such as that of the class they are loading. So they wait only while
 * the reading thread runs, and never longer than {@value #MAX_WAIT_MILLIS} ms, because the JVM also counts a thread as
 * running while it waits for the initialisation of a class.
 */
final class Reading {
    static final long MAX_WAIT_MILLIS = 1_000;

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Thread reader = Thread.currentThread();
    private volatile byte @Nullable [] result;

    void end(byte[] classFile) {
        result = classFile;
    }

    /** Returns null if the reader has failed, cannot be waited for, or is the calling thread. */
    @SuppressWarnings("ReferenceEquality") // a thread may equal another
    byte @Nullable [] await() {
        long began = System.nanoTime();
        boolean ran = true;
        while (result == null && System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS)) {
            boolean runs = reader != Thread.currentThread() && reader.getState() == Thread.State.RUNNABLE;
            if (!runs && !ran) {
                break;
            }
            ran = runs;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return result;
    }
}
