// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceTree;
import dapper.query.analysis.clock.Clocks;
import dapper.storage.Span;
import dapper.storage.Trace;

/**
 * A trace with the times that a request has chosen: those that were sent, or those corrected by the differences between
 * clocks. The corrected ones are a copy of the spans that move, and a second tree.
 *
 * @param clocks of the trace as it was sent
 * @param corrected whether the times were to be corrected and could be; the trace is the one that was sent where no clock is
 *     to be moved
 * @param notice a sentence on why the times could not be corrected; empty if they could be, or were not to be
 */
record ChosenTimes(Trace trace, TraceTree tree, Clocks clocks, boolean corrected, String notice) {
    /** Heap of a moved span without its events: the attributes and all else are those of the span that was sent. */
    private static final int SPAN_BYTES = 112;
    /** Heap of a moved event, and of its place in a list; attributes likewise. */
    private static final int EVENT_BYTES = 64;
    /** Heap of a node of the second tree, and of what is needed to build it. */
    private static final int NODE_BYTES = 160;

    /**
     * Chooses the times.
     *
     * @param corrected whether they are to be corrected
     * @param memory from which the copy is claimed; without enough for even a single answer the times stay as they were sent
     * @throws ProblemException if other answers hold the memory
     */
    static ChosenTimes of(Trace sent, boolean corrected, AnswerMemory.Share memory) {
        TraceTree tree = TraceTree.of(sent);
        Clocks clocks = Clocks.of(tree);
        if (!corrected || !clocks.areCorrectable()) {
            return new ChosenTimes(sent, tree, clocks, corrected, "");
        }
        long bytes = bytes(sent, clocks, tree.nodes().size());
        if (memory.stateBytes(bytes, 0) < bytes) {
            return new ChosenTimes(
                    sent,
                    tree,
                    clocks,
                    false,
                    "There is too little memory to correct the times of this trace: they are as they were sent.");
        }
        Trace moved = clocks.corrected(sent);
        return new ChosenTimes(moved, TraceTree.of(moved), clocks, true, "");
    }

    private static long bytes(Trace sent, Clocks clocks, int nodes) {
        long bytes = (long) nodes * NODE_BYTES;
        for (Span span : sent.spans()) {
            if (clocks.shift(span.resource()) != 0) {
                bytes += SPAN_BYTES + (long) span.events().size() * EVENT_BYTES;
            }
        }
        return bytes;
    }

    /** Returns two sentences on what an answer lacks as one text. */
    String with(String reason) {
        return reason.isEmpty() || notice.isEmpty() ? reason + notice : reason + " " + notice;
    }
}
