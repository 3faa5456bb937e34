// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.api.AnswerMemory.Claim;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the spans of a trace within the memory of one answer. A trace that needs more first loses the details of its
 * spans, because a whole tree without attributes is more useful than half a tree with them. If it still needs more, it
 * is cut. Used by one thread.
 */
final class TraceReading implements SpanPages {
    /** The size of a span without details, including everything computed from it. */
    private static final int BYTES_WITHOUT_DETAILS = 600;

    private final TraceId id;
    private final AnswerMemory.Share share;
    private final List<Span> spans = new ArrayList<>();
    private long claimed;
    private boolean detailed;
    private boolean whole = true;

    /** @param detailed whether the spans should have their attributes, events and links */
    TraceReading(TraceId id, AnswerMemory.Share share, boolean detailed) {
        this.id = id;
        this.share = share;
        this.detailed = detailed;
    }

    @Override
    public boolean take(List<Span> page, long heapBytes) {
        if (detailed && !claim(heapBytes)) {
            dropDetails();
        }
        if (!detailed && !claim((long) page.size() * BYTES_WITHOUT_DETAILS)) {
            whole = false;
            return false;
        }
        page.forEach(span -> spans.add(detailed ? span : span.withoutDetails()));
        return true;
    }

    private boolean claim(long bytes) {
        Claim claim = share.claim(bytes);
        if (claim == Claim.REFUSED) {
            throw ProblemException.overloaded("Other answers take the memory for queries (dapper.query.memory-percent"
                    + " of the heap): try again shortly.");
        }
        if (claim == Claim.GRANTED) {
            claimed += bytes;
        }
        return claim == Claim.GRANTED;
    }

    private void dropDetails() {
        detailed = false;
        spans.replaceAll(Span::withoutDetails);
        long less = claimed - (long) spans.size() * BYTES_WITHOUT_DETAILS;
        share.giveBack(less);
        claimed -= less;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    Trace trace() {
        return Trace.of(id, spans);
    }

    /** Returns a sentence on what is left out of the trace; empty if it has all that is stored. */
    String incompleteReason() {
        if (whole && detailed) {
            return "";
        }
        return "The trace is too large for the memory of one answer: "
                + (whole
                        ? "attributes, events and links are left out."
                        : "only " + spans.size() + " spans are here, without attributes, events and links.");
    }

    /** Returns whether the spans have their attributes, events and links. */
    boolean isDetailed() {
        return detailed;
    }

    /** Returns whether all stored spans are included. */
    boolean isWhole() {
        return whole;
    }
}
