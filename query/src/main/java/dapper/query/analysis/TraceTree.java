// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.storage.Trace;
import java.util.List;

/**
 * The spans of a trace as a forest, in reading order: each node is followed by its subtree, siblings by start time.
 *
 * <p>Most traces have one top-level node. There are more when spans are missing, for instance because they have not
 * arrived yet.
 */
public record TraceTree(List<TraceNode> nodes) {

    /**
     * Builds the tree. Never fails: a missing parent gets a placeholder, cycles and repeated ids become a
     * {@link SpanOddity}. Never recurses.
     */
    public static TraceTree of(Trace trace) {
        return new TreeBuilder(trace.spans()).build();
    }

    /** Returns the position of the first top-level node whose span is a root, else of the longest top-level node. */
    public int root() {
        int best = 0;
        for (int i = 0; i < nodes.size(); i = nextSibling(i)) {
            TraceNode node = nodes.get(i);
            if (node.span() != null && node.span().parentSpanId() == 0) {
                return i;
            }
            if (node.durationNanos() > nodes.get(best).durationNanos()) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the position of the first child; meaningful only for a node with children. */
    public static int firstChild(int position) {
        return position + 1;
    }

    /** Returns the position after the subtree: the next sibling while the parent has more children. */
    public int nextSibling(int position) {
        return position + nodes.get(position).size();
    }

    /** Returns the number of levels of the tree; 1 if every node is top-level. */
    public int depth() {
        int deepest = 0;
        for (TraceNode node : nodes) {
            deepest = Math.max(deepest, node.depth() + 1);
        }
        return deepest;
    }
}
