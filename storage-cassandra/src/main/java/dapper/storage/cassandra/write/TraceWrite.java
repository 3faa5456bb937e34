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
 * The spans of one trace in one request: a part of a {@link MergedWrite}. Spans that Cassandra can never store do not
 * stop the others. Those that break a known rule ({@link StorageRules}) are left out first. If Cassandra permanently
 * refuses the rest, it is halved until the culprits are isolated.
 */
final class TraceWrite {
    /** Enough to find six culprits among ten thousand spans. Spans that are still in doubt afterwards are refused. */
    private static final int MOST_ATTEMPTS = 128;

    private final CassandraSpanWriter writer;
    private final TraceId traceId;
    private final List<Span> spans;
    private final long bytes;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile @Nullable MergedWrite whole;
    private volatile WriteLimit.@Nullable Turn turn;
    private @Nullable Encoded encoded;
    private CompletableFuture<Void> indexed = CompletableFuture.completedFuture(null);
    private @Nullable Throwable failure;
    private int attempts;
    private int refused;
    private String reason = "";

    TraceWrite(CassandraSpanWriter writer, TraceId traceId, List<Span> spans) {
        this.writer = writer;
        this.traceId = traceId;
        this.spans = spans;
        this.bytes = SpanSize.of(spans);
    }

    TraceId traceId() {
        return traceId;
    }

    int spans() {
        return spans.size();
    }

    /** Returns about the bytes of the encoded spans, before they are encoded. */
    long bytes() {
        return bytes;
    }

    /** Completes when the spans are durable, as {@link dapper.storage.SpanWriter#write} promises. */
    CompletionStage<Void> done() {
        return done;
    }

    void joins(MergedWrite merged) {
        whole = merged;
    }

    /** Lets the write begin when the turn of this request comes, unless the turn of another request has begun it. */
    void enqueue(WriteLimit.Request order) {
        MergedWrite merged = whole;
        if (merged == null || merged.isBegun()) {
            return;
        }
        WriteLimit.Turn own = order.submit(merged.turn());
        turn = own;
        own.end().whenComplete((nothing, givenUp) -> {
            if (givenUp != null && merged.leave(this)) {
                settle(givenUp);
            }
        });
        if (merged.isBegun()) {
            own.withdraw();
        }
    }

    /** Leaves the order of its request, because the write has begun. */
    void withdraw() {
        WriteLimit.Turn own = turn;
        if (own != null) {
            own.withdraw();
        }
    }

    /** Returns the bytes of the encoded spans. Never throws: an error becomes the result of this part. */
    long encode() {
        try {
            Encoded storable = storable(writer.encode(traceId, spans));
            encoded = storable;
            return storable == null ? 0 : storable.bytes();
        } catch (RuntimeException | Error e) {
            failure = e;
            return 0;
        }
    }

    private @Nullable Encoded storable(Encoded all) {
        List<Span> good = new ArrayList<>(spans.size());
        for (EncodedSpan span : all.spans()) {
            String broken = StorageRules.broken(span, all.origins());
            if (broken == null) {
                good.add(span.span());
            } else {
                refuse(1, broken);
            }
        }
        return refused == 0 ? all : good.isEmpty() ? null : writer.encode(traceId, good);
    }

    /** Returns whether any span is left that may be stored. */
    boolean isStorable() {
        return encoded != null;
    }

    /** Makes the spans searchable, those that Cassandra may refuse among them, which no search will find. */
    void index() {
        Encoded all = encoded;
        if (all != null) {
            indexed = writer.index(all.spans().stream().map(EncodedSpan::span).toList());
        }
    }

    /** Stores parts of one trace in one attempt, and settles none. */
    static CompletableFuture<Void> storeTogether(List<TraceWrite> parts) {
        List<Encoded> all = new ArrayList<>(parts.size());
        for (TraceWrite part : parts) {
            if (part.encoded != null) {
                all.add(part.encoded);
            }
        }
        TraceWrite first = parts.get(0);
        return attempt(first.writer, first.traceId, all);
    }

    /** Stores this part alone and settles it; never fails itself. */
    CompletableFuture<Void> store() {
        Encoded all = encoded;
        CompletableFuture<Void> stored = all == null ? CompletableFuture.completedFuture(null) : store(all);
        return stored.handle((nothing, unstored) -> {
            settle(unstored);
            return null;
        });
    }

    private CompletableFuture<Void> store(Encoded part) {
        attempts++;
        return attempt(writer, traceId, List.of(part)).exceptionallyCompose(unstored -> {
            if (!Failures.isForGood(unstored)) {
                return CompletableFuture.failedFuture(unstored);
            }
            List<Span> doubtful = part.spans().stream().map(EncodedSpan::span).toList();
            if (doubtful.size() == 1 || attempts >= MOST_ATTEMPTS) {
                refuse(doubtful.size(), "Cassandra refused it: " + Failures.describe(unstored));
                return CompletableFuture.completedFuture(null);
            }
            int half = doubtful.size() / 2;
            return store(writer.encode(traceId, doubtful.subList(0, half)))
                    .thenCompose(nothing -> store(writer.encode(traceId, doubtful.subList(half, doubtful.size()))));
        });
    }

    private static CompletableFuture<Void> attempt(CassandraSpanWriter writer, TraceId traceId, List<Encoded> parts) {
        try {
            return writer.store(traceId, parts);
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

    /**
     * Settles this part when its spans are searchable; its turn does not last so long.
     *
     * @param unstored why spans may be missing; null if all are stored but those that were refused
     */
    void settle(@Nullable Throwable unstored) {
        encoded = null;
        Throwable cause = failure == null ? unstored : failure;
        if (cause != null) {
            end(cause);
        } else {
            indexed.whenComplete((nothing, unindexed) -> end(unindexed));
        }
    }

    private void end(@Nullable Throwable cause) {
        if (cause != null) {
            done.completeExceptionally(Failures.writing(cause));
        } else if (refused > 0) {
            done.completeExceptionally(new SpansRefusedException(refused, reason));
        } else {
            done.complete(null);
        }
    }
}
