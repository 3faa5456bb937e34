// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.SpansetExpression.Relation;
import java.util.BitSet;

/**
 * Finds the spans that stand in a relation to a set of spans, in one or two passes over the tree: a parent comes before
 * its children, so a pass forwards carries facts down the tree, and a pass backwards carries them up.
 */
final class Related {
    private Related() {}

    /** Returns the spans of {@code right} that stand in the relation to at least one of {@code left}. */
    static BitSet to(Relation relation, LaidOutTrace trace, BitSet left, BitSet right) {
        return switch (relation) {
            case CHILD -> LaidOutTrace.select(right, place -> has(left, trace.parent(place)));
            case PARENT -> intersection(parents(trace, left), right);
            case DESCENDANT -> intersection(descendants(trace, left), right);
            case ANCESTOR -> intersection(ancestors(trace, left), right);
            case SIBLING -> siblings(trace, left, right);
        };
    }

    /** Returns the relation of the left span to the right span. */
    static Relation inverse(Relation relation) {
        return switch (relation) {
            case CHILD -> Relation.PARENT;
            case PARENT -> Relation.CHILD;
            case DESCENDANT -> Relation.ANCESTOR;
            case ANCESTOR -> Relation.DESCENDANT;
            case SIBLING -> Relation.SIBLING;
        };
    }

    private static boolean has(BitSet places, int place) {
        return place >= 0 && places.get(place);
    }

    private static BitSet intersection(BitSet one, BitSet other) {
        one.and(other);
        return one;
    }

    private static BitSet parents(LaidOutTrace trace, BitSet places) {
        BitSet parents = new BitSet();
        places.stream().map(trace::parent).filter(place -> place >= 0).forEach(parents::set);
        return parents;
    }

    private static BitSet descendants(LaidOutTrace trace, BitSet places) {
        BitSet below = new BitSet();
        for (int place = 0; place < trace.places(); place++) {
            int parent = trace.parent(place);
            below.set(place, has(places, parent) || has(below, parent));
        }
        return below;
    }

    private static BitSet ancestors(LaidOutTrace trace, BitSet places) {
        BitSet above = new BitSet();
        for (int place = trace.places() - 1; place >= 0; place--) {
            int parent = trace.parent(place);
            if (parent >= 0 && (places.get(place) || above.get(place))) {
                above.set(parent);
            }
        }
        return above;
    }

    /** Children of a parent that is not stored are siblings too; spans without a parent are not. */
    private static BitSet siblings(LaidOutTrace trace, BitSet left, BitSet right) {
        int[] children = new int[trace.places()];
        left.stream().map(trace::parent).filter(place -> place >= 0).forEach(place -> children[place]++);
        return LaidOutTrace.select(right, place -> {
            int parent = trace.parent(place);
            return parent >= 0 && children[parent] > (left.get(place) ? 1 : 0);
        });
    }
}
