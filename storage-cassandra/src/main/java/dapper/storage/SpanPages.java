// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/** Takes the spans of a trace in pages, so that a trace of any size can be read with little memory. */
@FunctionalInterface
public interface SpanPages {
    /**
     * Takes one page, on the reading thread.
     *
     * @param spans at least one, in the order in which their ids are stored; spans with the same id come in the same
     *     page
     * @param heapBytes estimate of the memory that these spans, and what is computed from them, take while they are
     *     kept
     * @return false to end the read before the next page
     */
    boolean take(List<Span> spans, long heapBytes);
}
