// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.okio;

import okio.Segment;
import org.jspecify.annotations.Nullable;

/**
 * In the agent's jar this replaces okio's class of the same name: see the relocation in {@code javaagent/inst}.
 *
 * <p>okio keeps eight buffers for each of a few groups of threads. The thread that encodes a batch takes them. Another
 * one writes them to the connection and returns them, often to another group, and a batch needs eighty. So nearly every
 * exported byte was allocated once more, a third of the total cost of recording. One group with room for one batch
 * avoids that.
 */
public final class SegmentPool {
    /** The name used by okio. */
    public static final SegmentPool INSTANCE = new SegmentPool();

    /**
     * Segments of 8 KiB, enough for a full batch of 1 MiB. The pool holds no more than were in use at the same time.
     */
    private static final int MOST = 144;

    private @Nullable Segment first;
    private int count;

    private SegmentPool() {}

    /** An empty segment that belongs to the caller. */
    public static Segment take() {
        Segment segment = INSTANCE.poll();
        return segment == null ? new Segment() : segment;
    }

    /**
     * Takes back a segment that is no longer in a list. A segment with shared bytes is left to the garbage collector.
     */
    public static void recycle(Segment segment) {
        if (segment.next != null || segment.prev != null) {
            throw new IllegalArgumentException("the segment is still in a list");
        }
        if (!segment.shared) {
            INSTANCE.push(segment);
        }
    }

    private synchronized @Nullable Segment poll() {
        Segment segment = first;
        if (segment != null) {
            first = segment.next;
            segment.next = null;
            count--;
        }
        return segment;
    }

    private synchronized void push(Segment segment) {
        if (count < MOST) {
            segment.pos = 0;
            segment.limit = 0;
            segment.next = first;
            first = segment;
            count++;
        }
    }
}
