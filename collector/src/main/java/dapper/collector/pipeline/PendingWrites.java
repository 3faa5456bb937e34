// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The writes of one request that storage has not settled yet. Safe for use by many threads. */
final class PendingWrites {
    private final TraceBatch batch;
    private final SpanWriter.Request writes;
    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    /** One for each trace and one for the loop that starts them, so that no early answer ends the request. */
    private final AtomicInteger open;

    private int refusedSpans;
    private String storageMessage = "";
    private @Nullable StorageUnavailableException unavailable;

    PendingWrites(TraceBatch batch, SpanWriter.Request writes) {
        this.batch = batch;
        this.writes = writes;
        this.open = new AtomicInteger(batch.traces().size() + 1);
    }

    CompletableFuture<Receipt> receipt() {
        return receipt;
    }

    /** Returns the number of writes that are not settled. */
    int open() {
        return open.get();
    }

    /** Part of the request may be missing, so the sender will repeat all of it: the rest need not be started. */
    void giveUp(StorageUnavailableException failure) {
        synchronized (this) {
            if (unavailable != null) {
                return;
            }
            unavailable = failure;
        }
        // Each of these writes fails now and calls this method again.
        writes.giveUp(failure);
    }

    synchronized void refused(int spans, Throwable failure) {
        refusedSpans += spans;
        storageMessage = String.valueOf(failure.getMessage());
    }

    void settleOne() {
        if (open.decrementAndGet() > 0) {
            return;
        }
        batch.ticket().close();
        RefusedException refusedRequest = refusal();
        if (refusedRequest == null) {
            receipt.complete(outcome());
        } else {
            receipt.completeExceptionally(refusedRequest);
        }
    }

    private synchronized @Nullable RefusedException refusal() {
        return unavailable == null
                ? null
                : new RefusedException(
                        Reason.STORAGE_UNAVAILABLE,
                        "storage is unavailable (" + unavailable.getMessage() + "); try again later",
                        unavailable);
    }

    private synchronized Receipt outcome() {
        return Receipt.of(batch, refusedSpans, storageMessage);
    }
}
