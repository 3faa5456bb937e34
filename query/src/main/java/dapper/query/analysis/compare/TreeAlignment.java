// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import dapper.query.analysis.TraceTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Places two trees side by side. The roots are a pair. Of the children of a pair, those of the same shape are pairs
 * first, and of the rest those with the same key: so a new or a missing call among equal ones is found, and the subtrees
 * of the others are compared. Takes time in proportion to the spans, and does not recurse.
 */
final class TreeAlignment {
    private static final int NONE = DiffLine.NONE;

    private final TraceTree treeA;
    private final TraceTree treeB;
    private final SpanShapes.Shaped shapedA;
    private final SpanShapes.Shaped shapedB;
    private final List<DiffLine> lines = new ArrayList<>();
    private final Deque<DiffLine> open = new ArrayDeque<>();

    private TreeAlignment(TraceTree treeA, TraceTree treeB) {
        this.treeA = treeA;
        this.treeB = treeB;
        SpanShapes shapes = new SpanShapes();
        this.shapedA = shapes.of(treeA);
        this.shapedB = shapes.of(treeB);
    }

    /** @return each node of both trees once, in reading order */
    static List<DiffLine> of(TraceTree treeA, TraceTree treeB) {
        return new TreeAlignment(treeA, treeB).lines();
    }

    private List<DiffLine> lines() {
        SiblingPairs tops = new SiblingPairs(siblings(treeA, 0, NONE), siblings(treeB, 0, NONE));
        // The roots are a pair also if they are different operations: there is nothing else to compare.
        int rootA = treeA.root();
        int rootB = treeB.root();
        tops.pairBy(a -> a == rootA ? 0 : 1 + a, b -> b == rootB ? 0 : -1 - b);
        open(tops, 0);
        while (!open.isEmpty()) {
            DiffLine line = open.pop();
            if (line.isInBoth()) {
                lines.add(line);
                openChildren(line);
            } else {
                addSubtree(line);
            }
        }
        return lines;
    }

    private void open(SiblingPairs siblings, int depth) {
        siblings.pairBy(a -> shapedA.shapes()[a], b -> shapedB.shapes()[b]);
        siblings.pairBy(a -> shapedA.keys()[a], b -> shapedB.keys()[b]);
        siblings.lines(depth).descendingIterator().forEachRemaining(open::push);
    }

    private void openChildren(DiffLine pair) {
        int childrenA = treeA.nodes().get(pair.a()).childCount();
        int childrenB = treeB.nodes().get(pair.b()).childCount();
        if (childrenA + childrenB > 0) {
            open(
                    new SiblingPairs(
                            siblings(treeA, TraceTree.firstChild(pair.a()), childrenA),
                            siblings(treeB, TraceTree.firstChild(pair.b()), childrenB)),
                    pair.depth() + 1);
        }
    }

    private void addSubtree(DiffLine line) {
        boolean inA = line.a() != NONE;
        TraceTree tree = inA ? treeA : treeB;
        int from = inA ? line.a() : line.b();
        for (int i = from; i < tree.nextSibling(from); i++) {
            lines.add(new DiffLine(tree.nodes().get(i).depth(), inA ? i : NONE, inA ? NONE : i));
        }
    }

    /** @param count the number of siblings; {@link #NONE} for all that follow */
    private static int[] siblings(TraceTree tree, int first, int count) {
        int[] found = new int[Math.max(count, 1)];
        int size = 0;
        for (int i = first; size != count && i < tree.nodes().size(); i = tree.nextSibling(i)) {
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = i;
        }
        return Arrays.copyOf(found, size);
    }
}
