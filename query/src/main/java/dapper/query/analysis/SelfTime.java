// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import java.util.List;

/** The time that each span worked while none of its children did. */
public final class SelfTime {
    private SelfTime() {}

    /**
     * @return nanoseconds for each node of the tree: its duration less the time covered by at least one child; 0 for a
     *     placeholder, whose own work is unknown
     */
    public static long[] of(TraceTree tree) {
        List<TraceNode> nodes = tree.nodes();
        long[] self = new long[nodes.size()];
        for (int i = 0; i < self.length; i++) {
            self[i] = nodes.get(i).span() == null ? 0 : nodes.get(i).durationNanos() - covered(tree, i);
        }
        return self;
    }

    /** One sweep is enough because siblings are ordered by start. */
    private static long covered(TraceTree tree, int position) {
        TraceNode node = tree.nodes().get(position);
        long covered = 0;
        long sweep = node.startUnixNanos();
        int child = TraceTree.firstChild(position);
        for (int i = 0; i < node.childCount(); i++, child = tree.nextSibling(child)) {
            long from = Math.max(sweep, tree.nodes().get(child).startUnixNanos());
            long to = Math.min(tree.nodes().get(child).endUnixNanos(), node.endUnixNanos());
            if (to > from) {
                covered += to - from;
                sweep = to;
            }
        }
        return covered;
    }
}
