// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.pipeline.AdmittedBytes;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request as it arrives, without blocking a thread. Runs on the server's threads, one at a
 * time.
 *
 * <p>A body that is refused half-way is still read, within bounds, and discarded: otherwise a sender that is still
 * sending would see a broken connection instead of the answer.
 */
final class BodyCollector implements Runnable {
    private final Content.Source source;
    private final CompletableFuture<AdmittedBytes> collected = new CompletableFuture<>();
    private @Nullable AdmittedBytes bytes;
    private @Nullable RefusedException refused;
    private long patience;

    private BodyCollector(Content.Source source, long patience) {
        this.source = source;
        this.patience = patience;
    }

    /**
     * @param begin allocates memory for the body, or refuses it
     * @param patience most bytes of a refused body that are still read
     * @return fails with {@link RefusedException}
     */
    static CompletableFuture<AdmittedBytes> collect(
            Content.Source source, Supplier<AdmittedBytes> begin, long patience) {
        BodyCollector collector = new BodyCollector(source, patience);
        try {
            collector.bytes = begin.get();
        } catch (RefusedException e) {
            collector.refused = e;
        }
        collector.run();
        return collector.collected;
    }

    @Override
    public void run() {
        while (!collected.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(new RefusedException(Reason.CANCELLED, "the request was not sent to its end", chunk.getFailure()));
                return;
            }
            take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                finish();
            }
        }
    }

    private void take(Content.Chunk chunk) {
        if (bytes == null) {
            patience -= chunk.remaining();
            if (patience < 0) {
                finish();
            }
            return;
        }
        try {
            bytes.append(chunk.getByteBuffer());
        } catch (RefusedException e) {
            refused = e;
            bytes = null;
        }
    }

    private void finish() {
        if (bytes != null) {
            collected.complete(bytes);
        } else if (refused != null) {
            fail(refused);
        }
    }

    private void fail(RefusedException reason) {
        bytes = null;
        collected.completeExceptionally(reason);
    }
}
