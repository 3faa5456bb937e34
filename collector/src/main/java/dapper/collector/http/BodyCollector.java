// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.pipeline.AdmittedBytes;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;

/**
 * Collects the body of one request as it arrives, without blocking a thread. Runs on the server's threads, one at a
 * time. The server discards the rest of a body that is refused half-way.
 */
final class BodyCollector implements Runnable {
    private final Content.Source source;
    private final AdmittedBytes bytes;
    private final CompletableFuture<AdmittedBytes> collected = new CompletableFuture<>();

    private BodyCollector(Content.Source source, AdmittedBytes bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    /**
     * @param begin allocates memory for the body, or refuses it
     * @return fails with {@link RefusedException}
     */
    static CompletableFuture<AdmittedBytes> collect(Content.Source source, Supplier<AdmittedBytes> begin) {
        try {
            BodyCollector collector = new BodyCollector(source, begin.get());
            collector.run();
            return collector.collected;
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(e);
        }
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
                collected.completeExceptionally(new RefusedException(
                        Reason.CANCELLED, "the request was not sent to its end", chunk.getFailure()));
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        boolean last = chunk.isLast();
        RefusedException refused = null;
        try {
            bytes.append(chunk.getByteBuffer());
        } catch (RefusedException e) {
            refused = e;
        } finally {
            chunk.release();
        }
        if (refused != null) {
            collected.completeExceptionally(refused);
        } else if (last) {
            collected.complete(bytes);
        }
    }
}
