// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stores spans. Safe for use by many threads; a call never blocks on the network. */
public interface SpanWriter {
    /**
     * Stores spans of one trace. Idempotent: the same span written twice is stored once. Spans that differ are all
     * stored, whatever their ids.
     *
     * @param spans at least one, all with the given trace id, of any number of services
     * @return completes once the spans are durable and can be found; fails with {@link StorageUnavailableException} if
     *     that may have happened only in part, and a retry is safe
     */
    CompletionStage<Void> write(TraceId traceId, List<Span> spans);
}
