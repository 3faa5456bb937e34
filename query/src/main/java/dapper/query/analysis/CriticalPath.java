// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.storage.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The chain of work that determined the duration of a trace: making any part of it faster makes the trace faster.
 *
 * <p>It is computed backwards. From the end of the root, the root was waiting for the child that ended last. The same
 * step is then applied inside that child, and again before its start. A child that was still running at that moment was
 * not waited for and is skipped. Time in which the span waited for no child is its own. The pieces are contiguous and
 * add up to the duration of the root.
 *
 * <p>A child may end after its parent. In the same process the parent did not wait for it (fire and forget), so it is
 * left out. In another process the cause is most likely the difference between two clocks, so the excess is cut off.
 */
public final class CriticalPath {

    /** A piece of the path: the node at this position, from one moment to a later one. */
    public record Piece(int position, long fromUnixNanos, long toUnixNanos) {}

    /** A node whose children are being visited, latest end first; everything before {@code now} is still open. */
    private static final class Frame {
        final int position;
        final long from;
        final List<Candidate> children;
        int nextChild;
        long now;

        Frame(int position, long from, long now, List<Candidate> children) {
            this.position = position;
            this.from = from;
            this.now = now;
            this.children = children;
        }
    }

    private record Candidate(int position, long start, long end) {}

    private final TraceTree tree;
    private final List<Piece> pieces = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();

    private CriticalPath(TraceTree tree) {
        this.tree = tree;
    }

    /** @return the pieces of the path of {@link TraceTree#root()}, earliest first */
    public static List<Piece> of(TraceTree tree) {
        return new CriticalPath(tree).pieces();
    }

    private List<Piece> pieces() {
        TraceNode root = tree.nodes().get(tree.root());
        enter(tree.root(), root.startUnixNanos(), root.endUnixNanos());
        while (!open.isEmpty()) {
            Frame frame = open.getLast();
            if (frame.nextChild < frame.children.size()) {
                consider(frame, frame.children.get(frame.nextChild++));
            } else {
                add(frame.position, frame.from, frame.now);
                open.removeLast();
            }
        }
        Collections.reverse(pieces);
        return pieces;
    }

    private void enter(int position, long from, long to) {
        open.addLast(new Frame(position, from, to, candidates(position, to)));
    }

    private void consider(Frame frame, Candidate child) {
        long start = Math.max(child.start, frame.from);
        if (child.end <= frame.now && start < child.end) {
            add(frame.position, child.end, frame.now);
            frame.now = start;
            enter(child.position, start, child.end);
        }
    }

    private void add(int position, long from, long to) {
        if (from < to) {
            pieces.add(new Piece(position, from, to));
        }
    }

    private List<Candidate> candidates(int position, long parentEnd) {
        TraceNode parent = tree.nodes().get(position);
        List<Candidate> candidates = new ArrayList<>(parent.childCount());
        int at = TraceTree.firstChild(position);
        for (int i = 0; i < parent.childCount(); i++, at = tree.nextSibling(at)) {
            TraceNode child = tree.nodes().get(at);
            if (child.endUnixNanos() <= parentEnd || !sameProcess(parent, child)) {
                candidates.add(new Candidate(at, child.startUnixNanos(), Math.min(child.endUnixNanos(), parentEnd)));
            }
        }
        candidates.sort(Comparator.comparingLong(Candidate::end).reversed());
        return candidates;
    }

    private static boolean sameProcess(TraceNode parent, TraceNode child) {
        Span above = parent.span();
        Span below = child.span();
        return above != null && below != null && above.resource().equals(below.resource());
    }
}
