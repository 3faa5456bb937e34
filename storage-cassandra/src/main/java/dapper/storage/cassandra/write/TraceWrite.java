// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Span;
import dapper.storage.SpansRefusedException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.write.CassandraSpanWriter.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One write of some spans of a trace. Spans that Cassandra can never store do not stop the others. Those that break a
 * known rule ({@link StorageRules}) are left out first. If Cassandra permanently refuses the rest, it is halved until
 * the culprits are isolated.
 */
final class TraceWrite implements WriteLimit.Write {
    /** Enough to find six culprits among ten thousand spans. Spans that are still in doubt afterwards are refused. */
    private static final int MOST_ATTEMPTS = 128;

    private final CassandraSpanWriter writer;
    private final TraceId traceId;
    private final List<Span> spans;
    private @Nullable Encoded encoded;
    private int attempts;
    private int refused;
    private String reason = "";

    TraceWrite(CassandraSpanWriter writer, TraceId traceId, List<Span> spans) {
        this.writer = writer;
        this.traceId = traceId;
        this.spans = spans;
    }

    @Override
    public long prepare() {
        Encoded all = writer.encode(traceId, spans);
        List<Span> storable = new ArrayList<>(spans.size());
        for (EncodedSpan span : all.spans()) {
            String broken = StorageRules.broken(span, all.origins());
            if (broken == null) {
                storable.add(span.span());
            } else {
                refuse(1, broken);
            }
        }
        encoded = refused == 0 ? all : storable.isEmpty() ? null : writer.encode(traceId, storable);
        return encoded == null ? 0 : encoded.bytes();
    }

    @Override
    public CompletionStage<Void> send() {
        CompletableFuture<Void> stored = encoded == null ? CompletableFuture.completedFuture(null) : store(encoded);
        return stored.handle((done, failure) -> {
                    encoded = null;
                    if (failure != null) {
                        return CompletableFuture.<Void>failedFuture(Failures.writing(failure));
                    }
                    return refused == 0
                            ? CompletableFuture.<Void>completedFuture(null)
                            : CompletableFuture.<Void>failedFuture(new SpansRefusedException(refused, reason));
                })
                .thenCompose(result -> result);
    }

    private CompletableFuture<Void> store(Encoded part) {
        attempts++;
        return attempt(part).exceptionallyCompose(failure -> {
            if (!Failures.isForGood(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            List<Span> doubtful = part.spans().stream().map(EncodedSpan::span).toList();
            if (doubtful.size() == 1 || attempts >= MOST_ATTEMPTS) {
                refuse(doubtful.size(), "Cassandra refused it: " + Failures.describe(failure));
                return CompletableFuture.completedFuture(null);
            }
            int half = doubtful.size() / 2;
            return store(writer.encode(traceId, doubtful.subList(0, half)))
                    .thenCompose(done -> store(writer.encode(traceId, doubtful.subList(half, doubtful.size()))));
        });
    }

    private CompletableFuture<Void> attempt(Encoded part) {
        try {
            return writer.store(traceId, part);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void refuse(int more, String why) {
        if (refused == 0) {
            reason = why;
        }
        refused += more;
    }
}
