// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import dapper.server.RequestTrace;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the traces of a request and answers once each of them is settled. Safe for use by many threads.
 *
 * <p>The code after the write runs on a thread of storage, or of the timer if storage is silent. Its log lines have the
 * trace id of the request that sent the spans.
 */
final class BatchWriter {
    private final SpanLedger ledger;
    private final FailureLog failures;
    private final Duration timeout;

    BatchWriter(SpanLedger ledger, FailureLog failures, Duration timeout) {
        this.ledger = ledger;
        this.failures = failures;
        this.timeout = timeout;
    }

    /**
     * Fails with {@link RefusedException} if the sender must try again. If storage settles none of the traces within
     * the timeout, it fails too, and the traces not yet passed to storage never are. The batch keeps its memory until
     * storage has settled the rest.
     */
    CompletionStage<Receipt> write(TraceBatch batch) {
        SpanWriter.Request request = batch.writer().begin(batch.sender());
        PendingWrites pending = new PendingWrites(batch, request);
        String requestTrace = RequestTrace.current();
        batch.traces()
                .forEach((traceId, spans) -> write(request, traceId, spans)
                        .whenComplete((nothing, failure) ->
                                RequestTrace.run(requestTrace, () -> settle(pending, traceId, spans.size(), failure))));
        pending.settleOne();
        return await(pending, pending.open());
    }

    private static CompletionStage<Void> write(SpanWriter.Request request, TraceId traceId, List<Span> spans) {
        try {
            return request.write(traceId, spans);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Waits as long as there is progress: otherwise a large request would be retried forever because of its size. */
    private CompletionStage<Receipt> await(PendingWrites pending, int openBefore) {
        return pending.receipt()
                .copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    boolean timedOut = failure instanceof TimeoutException;
                    int open = pending.open();
                    return timedOut && open < openBefore
                            ? await(pending, open)
                            : CompletableFuture.failedStage(timedOut ? silence(pending) : unwrap(failure));
                });
    }

    private void settle(PendingWrites pending, TraceId traceId, int spans, @Nullable Throwable failure) {
        if (failure == null) {
            ledger.written(spans);
        } else if (unwrap(failure) instanceof SpansRefusedException refused) {
            ledger.written(spans - refused.spans());
            ledger.failed(WriteFailure.REFUSED, refused.spans());
            failures.storageRefused(traceId, refused);
            pending.refused(refused.spans(), refused);
        } else if (unwrap(failure) instanceof StorageUnavailableException unavailable) {
            ledger.failed(WriteFailure.UNAVAILABLE, spans);
            failures.storageUnavailable(unavailable);
            pending.giveUp(unavailable);
        } else {
            ledger.failed(WriteFailure.ERROR, spans);
            failures.storageFailed(traceId, unwrap(failure));
            pending.refused(spans, unwrap(failure));
        }
        pending.settleOne();
    }

    private RefusedException silence(PendingWrites pending) {
        String silence = "storage has confirmed nothing for " + timeout.toMillis() + " ms";
        pending.giveUp(new StorageUnavailableException(silence));
        return new RefusedException(Reason.STORAGE_UNAVAILABLE, silence + "; try again later");
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
