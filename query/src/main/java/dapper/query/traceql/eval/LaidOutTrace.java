// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.storage.Extent;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A trace while a query runs on it, on one thread. Each span has a place: with a tree, its position in reading order,
 * so that a subtree is a range of places and a parent comes before its children. The places of spans that are missing
 * but named as parents have no span, and belong to no set of spans.
 */
final class LaidOutTrace {
    private final Trace trace;
    private final @Nullable TraceTree tree;
    private final List<@Nullable Span> spans;
    private final BitSet stored = new BitSet();
    private @Nullable Nanos duration;
    private @Nullable Span root;

    private LaidOutTrace(Trace trace, @Nullable TraceTree tree, List<@Nullable Span> spans) {
        this.trace = trace;
        this.tree = tree;
        this.spans = spans;
        for (int place = 0; place < spans.size(); place++) {
            stored.set(place, spans.get(place) != null);
        }
    }

    /** @param withTree whether the query asks for the relations of spans */
    static LaidOutTrace of(Trace trace, boolean withTree) {
        if (!withTree) {
            return new LaidOutTrace(trace, null, new ArrayList<>(trace.spans()));
        }
        TraceTree tree = TraceTree.of(trace);
        List<@Nullable Span> spans = new ArrayList<>(tree.nodes().size());
        tree.nodes().forEach(node -> spans.add(node.span()));
        return new LaidOutTrace(trace, tree, spans);
    }

    Trace trace() {
        return trace;
    }

    /** Returns a new set of all places with spans. */
    BitSet all() {
        return (BitSet) stored.clone();
    }

    int places() {
        return spans.size();
    }

    /** @param place of a set of spans */
    Span span(int place) {
        return Objects.requireNonNull(spans.get(place));
    }

    /** Returns the places of the given set for which the condition holds. */
    static BitSet select(BitSet places, IntPredicate condition) {
        BitSet selected = new BitSet();
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            if (condition.test(place)) {
                selected.set(place);
            }
        }
        return selected;
    }

    TraceNode node(int place) {
        return Objects.requireNonNull(tree, "a query without relations").nodes().get(place);
    }

    /** Returns the place of the parent, which may have no span; -1 for a top-level node. */
    int parent(int place) {
        return node(place).parent();
    }

    /** Returns the parent of a span, null if it is not stored, or if there is none. */
    @Nullable
    Span parentSpan(int place) {
        int parent = parent(place);
        return parent < 0 ? null : spans.get(parent);
    }

    /** From the earliest start to the latest end, see {@link Extent}. */
    Nanos duration() {
        if (duration == null) {
            Extent extent = new Extent();
            trace.spans().forEach(extent::add);
            duration = new Nanos(extent.durationNanos());
        }
        return duration;
    }

    /** Returns the first span without a parent; null if it is missing. */
    @Nullable
    Span root() {
        if (root == null) {
            root = trace.spans().stream()
                    .filter(span -> span.parentSpanId() == 0)
                    .findFirst()
                    .orElse(null);
        }
        return root;
    }
}
