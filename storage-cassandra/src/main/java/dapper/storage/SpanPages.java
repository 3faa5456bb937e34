// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/** Takes the spans of a trace in pages, so that a trace of any size can be read with little memory. */
@FunctionalInterface
public interface SpanPages {
    /**
     * Takes one page, on the thread that reads.
     *
     * @param spans at least one, in the order of their ids as they are stored; spans with one id come in one page
     * @param heapBytes about how much memory these spans take while they are kept, with what is computed from them
     * @return false to end the read before the next page
     */
    boolean take(List<Span> spans, long heapBytes);
}
