// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import java.util.Arrays;

/**
 * The usual times of each span of a trace: the medians over traces of the same pattern, whose trees are placed beside that
 * of the trace one after the other. Used by one thread.
 *
 * <p>Traces of one pattern may repeat equal calls more or less often. A span is usual if at least half of the traces have
 * it; repetitions beyond those of the trace are left out.
 */
public final class UsualTimes {
    /** The memory for one position and one trace. */
    public static final int BYTES = 3 * Long.BYTES;

    private final TraceTree tree;
    private final int most;
    private final int[] counts;
    private final long[] starts;
    private final long[] durations;
    private final long[] selfs;
    private int samples;

    /**
     * The medians of one span.
     *
     * @param startNanos since the start of the root; negative before it
     */
    public record Usual(long startNanos, long durationNanos, long selfNanos) {}

    /** @param most traces that are added */
    public UsualTimes(TraceTree tree, int most) {
        this.tree = tree;
        this.most = most;
        int positions = tree.nodes().size();
        this.counts = new int[positions];
        this.starts = new long[positions * most];
        this.durations = new long[positions * most];
        this.selfs = new long[positions * most];
    }

    /** Adds a trace; one beyond the limit is ignored. */
    public void add(TraceTree sample) {
        if (samples == most) {
            return;
        }
        samples++;
        long[] self = SelfTime.of(sample);
        long start = sample.nodes().get(sample.root()).startUnixNanos();
        for (DiffLine line : TreeAlignment.of(tree, sample)) {
            if (line.isInBoth()) {
                TraceNode node = sample.nodes().get(line.b());
                int at = line.a() * most + counts[line.a()]++;
                starts[at] = node.startUnixNanos() - start;
                durations[at] = node.durationNanos();
                selfs[at] = self[line.b()];
            }
        }
    }

    /** Returns the number of traces that were added. */
    public int samples() {
        return samples;
    }

    public TraceTree tree() {
        return tree;
    }

    /** Returns whether at least half of the traces have the span at this position. */
    public boolean isUsual(int position) {
        return samples > 0 && 2 * counts[position] >= samples;
    }

    /** Returns the medians of the traces that have the span; only for one that {@link #isUsual}. */
    public Usual at(int position) {
        return new Usual(median(starts, position), median(durations, position), median(selfs, position));
    }

    /** The lower one of the two in the middle, so that it is a time that a trace had. */
    private long median(long[] of, int position) {
        int from = position * most;
        long[] sorted = Arrays.copyOfRange(of, from, from + counts[position]);
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** Returns the change of a span from its usual duration. */
    public Change change(int position) {
        if (!isUsual(position)) {
            return Change.ADDED;
        }
        int root = tree.root();
        long usualRoot = isUsual(root) ? at(root).durationNanos() : 0;
        long longer = Math.max(usualRoot, tree.nodes().get(root).durationNanos());
        return Change.between(
                at(position).durationNanos(), tree.nodes().get(position).durationNanos(), longer);
    }
}
