// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stores spans. Safe for use by many threads; a call never blocks on the network. */
public interface SpanWriter {
    /**
     * Stores spans of one trace. Idempotent: the same span written twice is stored once. Spans that differ are all
     * stored, regardless of their ids.
     *
     * @param spans at least one, all with the given trace id, of any number of services
     * @return completes once the spans are durable and can be found; fails with {@link StorageUnavailableException} if
     *     they may have been stored only in part, and a retry is safe; fails with {@link SpansRefusedException} if some
     *     of the spans can never be stored and all others have been stored
     */
    CompletionStage<Void> write(TraceId traceId, List<Span> spans);

    /**
     * Begins the writes of one request. A store that limits its writes serves requests in turn, so that a large one does
     * not hold up the others.
     *
     * @param sender for instance the name of a service; senders take turns too, each with all its requests
     */
    default Request begin(String sender) {
        return new Request() {
            @Override
            public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
                return SpanWriter.this.write(traceId, spans);
            }

            @Override
            public void giveUp(StorageUnavailableException reason) {
                // Without a limit nothing waits.
            }
        };
    }

    /** Returns whether so many writes of this sender are waiting that it should send no further request for now. */
    default boolean isFull(String sender) {
        return false;
    }

    /** The writes of one request. */
    interface Request {
        /** Like {@link SpanWriter#write}, when its turn comes. */
        CompletionStage<Void> write(TraceId traceId, List<Span> spans);

        /** Fails every write of this request that has not begun, and every later one. Writes under way continue. */
        void giveUp(StorageUnavailableException reason);
    }
}
