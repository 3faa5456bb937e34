// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides which of the traces that a {@link TraceQuery} proposes belong to the answer. */
public interface TraceFilter {
    /**
     * Decides on one whole trace. Called on the thread of the search, once for each proposed trace.
     *
     * @return the start of a span of the trace that meets the {@link TraceQuery}, by which the answer is ordered; empty
     *     if the trace does not belong to the answer
     */
    OptionalLong accept(Trace trace);

    /**
     * Returns the same spans without the details that no decision depends on, so that a search holds larger traces in its
     * memory. Called on any thread.
     */
    default List<Span> needed(List<Span> spans) {
        return spans;
    }

    /**
     * Begins the decision on one trace from its spans one by one, if that is possible. Then the search keeps no spans,
     * and traces of any size can be searched. Called on the thread of the search.
     *
     * @return null if the filter has to see whole traces
     */
    default @Nullable SpanBySpan spanBySpan(TraceId traceId) {
        return null;
    }

    /** Called at the end of a page for each trace that was too large to be decided on. */
    default void tooLarge(TraceId traceId, int spansRead) {}

    /** Called at the end of a page if parts of the index could not be read. */
    default void gaps(String reason) {}

    /**
     * Called at the end of a page: whatever follows on later pages, each span that meets the {@link TraceQuery} and starts
     * after this time is in a trace that was decided on, or too large. {@link Long#MIN_VALUE} at the end of the search.
     */
    default void decidedAfter(long unixNanos) {}

    /** Returns a text that is equal only for filters that accept the same traces; a cursor belongs to one of them. */
    String identity();

    /** The decision on one trace while it is read. Used by one thread at a time. */
    interface SpanBySpan {
        /**
         * Takes the next spans, in any order.
         *
         * @return false if the decision does not need the rest of the trace
         */
        boolean add(List<Span> spans);

        /** Decides by the spans so far, as {@link #accept} does. Called on the thread of the search. */
        OptionalLong newest();
    }
}
