// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.VaryingParts;
import dapper.storage.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash of the structure of a trace: services, operations without the ids in them, kinds, and who called whom. Siblings
 * of the same shape count once and their order has no meaning, so a loop of five calls and one of six are the same
 * pattern, and so are calls that overtake each other. It is the same in every process and version.
 */
public final class TraceShape {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private TraceShape() {}

    /** Returns the shape of the root and all below it. */
    public static long of(TraceTree tree) {
        int size = tree.nodes().size();
        long[] shapes = new long[size];
        for (int i = size - 1; i >= 0; i--) {
            shapes[i] = shape(i, tree, shapes);
        }
        return shapes[tree.root()];
    }

    /** The children come later in reading order, so theirs are known. */
    private static long shape(int position, TraceTree tree, long[] shapes) {
        TraceNode node = tree.nodes().get(position);
        long[] below = new long[node.childCount()];
        int child = TraceTree.firstChild(position);
        for (int i = 0; i < below.length; i++, child = tree.nextSibling(child)) {
            below[i] = shapes[child];
        }
        Arrays.sort(below);
        long hash = hash(node.span());
        for (int i = 0; i < below.length; i++) {
            if (i == 0 || below[i] != below[i - 1]) {
                hash = mixed(hash, below[i]);
            }
        }
        return mixed(hash, below.length == 0 ? 0 : 1);
    }

    private static long hash(@Nullable Span span) {
        if (span == null) {
            return FNV_START;
        }
        long hash = text(FNV_START, span.serviceName());
        return mixed(text(hash, VaryingParts.removed(span.name())), span.kind().number());
    }

    private static long text(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0xffff) * FNV_PRIME;
    }

    private static long mixed(long hash, long more) {
        long mixed = (hash ^ more) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 29) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 32;
    }
}
