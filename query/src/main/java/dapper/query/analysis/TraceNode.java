// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.storage.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place in a {@link TraceTree}.
 *
 * @param span null for the placeholder of a span that others name as their parent but that is not stored
 * @param parent position of the parent in {@link TraceTree#nodes()}, -1 for a top-level node
 * @param depth 0 for a top-level node
 * @param childCount direct children
 * @param size number of nodes of the subtree, including this one, so the node after the subtree is {@code size}
 *     positions further
 * @param startUnixNanos start of the span, moved into the extent of the trace if a clock was far off; for a placeholder
 *     the earliest start of its children
 * @param endUnixNanos likewise, and never before the start; for a placeholder the latest end of its children
 * @param oddities in the order of their declaration; empty for most spans; of a placeholder, where it is missing
 */
public record TraceNode(
        @Nullable Span span,
        long spanId,
        int parent,
        int depth,
        int childCount,
        int size,
        long startUnixNanos,
        long endUnixNanos,
        List<SpanOddity> oddities) {

    /**
     * Returns whether this is a placeholder of a span that is not stored (yet) but that other spans name as their
     * parent.
     */
    public boolean isMissing() {
        return span == null;
    }

    public long durationNanos() {
        return endUnixNanos - startUnixNanos;
    }
}
