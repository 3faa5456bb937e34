// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.okio;

import okio.Segment;
import org.jspecify.annotations.Nullable;

/**
 * In the agent's jar this takes the place of okio's class of the same name: the relocation in {@code javaagent/inst} says so.
 *
 * <p>okio keeps eight buffers for each of a few groups of threads. The thread that encodes a batch takes them and another
 * one, which writes them to the connection, gives them back, often to another group, and a batch needs eighty: so nearly
 * every byte that was exported was allocated once more, a third of all that recording cost. One group of one batch ends that.
 */
public final class SegmentPool {
    /** The name that okio calls it by. */
    public static final SegmentPool INSTANCE = new SegmentPool();

    /** Segments of 8 KiB: a full batch of 1 MiB, of which there is only ever as much as one took at once. */
    private static final int MOST = 144;

    private @Nullable Segment first;
    private int count;

    private SegmentPool() {}

    /** An empty segment that belongs to the caller. */
    public static Segment take() {
        Segment segment = INSTANCE.poll();
        return segment == null ? new Segment() : segment;
    }

    /** Takes a segment back that is in no list any more. One whose bytes others read too is left to the collector. */
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
