// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
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
 * <p>Here the thread changes: what follows runs on a thread of storage, or of the timer if storage is silent.
 */
final class BatchWriter {
    private final SpanWriter writer;
    private final SpanLedger ledger;
    private final FailureLog failures;
    private final Duration timeout;

    BatchWriter(SpanWriter writer, SpanLedger ledger, FailureLog failures, Duration timeout) {
        this.writer = writer;
        this.ledger = ledger;
        this.failures = failures;
        this.timeout = timeout;
    }

    /**
     * Fails with {@link RefusedException} if the sender must try again. If storage stays silent that is said after the
     * timeout, but the batch keeps its memory until storage has let go of it.
     */
    CompletionStage<Receipt> write(TraceBatch batch) {
        PendingWrites pending = new PendingWrites(batch);
        batch.traces().forEach((traceId, spans) -> {
            int count = spans.size();
            write(traceId, spans).whenComplete((done, failure) -> settle(pending, traceId, count, failure));
        });
        pending.settleOne();
        return pending.receipt()
                .copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        failure instanceof TimeoutException ? silent() : unwrap(failure)));
    }

    private CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        try {
            return writer.write(traceId, spans);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void settle(PendingWrites pending, TraceId traceId, int spans, @Nullable Throwable failure) {
        if (failure == null) {
            ledger.written(spans);
        } else if (unwrap(failure) instanceof StorageUnavailableException unavailable) {
            ledger.failed(WriteFailure.UNAVAILABLE, spans);
            failures.storageUnavailable(unavailable);
            pending.unavailable(unavailable);
        } else {
            ledger.failed(WriteFailure.ERROR, spans);
            failures.storageRefused(traceId, unwrap(failure));
            pending.refused(spans, unwrap(failure));
        }
        pending.settleOne();
    }

    private RefusedException silent() {
        return new RefusedException(
                Reason.STORAGE_UNAVAILABLE,
                "storage did not confirm the spans within " + timeout.toMillis() + " ms; try again later");
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
