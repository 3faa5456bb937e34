// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.OptionalLong;

/** Decides on whole traces which of those that a {@link TraceQuery} proposes belong to the answer. */
public interface TraceFilter {
    /**
     * Decides on one trace. Called on the thread of the search, once for each proposed trace.
     *
     * @return the start of a span of the trace that meets the {@link TraceQuery}, by which the answer is ordered; empty
     *     if the trace does not belong to the answer
     */
    OptionalLong accept(Trace trace);

    /** Returns a text that is equal only for filters that accept the same traces; a cursor belongs to one of them. */
    String identity();
}
