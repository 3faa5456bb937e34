// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces. Safe for use by many threads; calls block until the answer has arrived.
 *
 * <p>Every method throws {@link StorageUnavailableException} if the store does not answer.
 */
public interface TraceReader {
    /** Reads a whole trace, regardless of its size; {@link #spans} is for readers that must limit their memory. */
    default Optional<Trace> trace(TraceId traceId) {
        List<Span> spans = new ArrayList<>();
        spans(traceId, (page, heapBytes) -> spans.addAll(page));
        return spans.isEmpty() ? Optional.empty() : Optional.of(Trace.of(traceId, spans));
    }

    /**
     * Reads a trace page by page.
     *
     * @param pages called on this thread; the next page is requested when the call returns
     * @return whether all pages were taken; true also if no span is stored
     */
    boolean spans(TraceId traceId, SpanPages pages);

    NameList<String> services();

    /** Empty for a service that is not known. */
    NameList<Operation> operations(String service);

    /** Lists the resources of a service: those of its processes that have recorded spans, in no particular order. */
    NameList<Resource> resources(String service);

    /**
     * Finds the newest traces that match.
     *
     * @throws IllegalArgumentException if the cursor does not come from a page of the same query
     */
    default SearchPage search(TraceQuery query) {
        return search(query, null);
    }

    /**
     * Finds the newest traces that match and that the filter accepts, if there is one.
     *
     * @throws IllegalArgumentException if the cursor does not come from a page of the same query and filter
     */
    SearchPage search(TraceQuery query, @Nullable TraceFilter filter);
}
