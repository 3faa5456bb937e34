// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.Origin;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads resources and scopes, and caches those used recently. */
final class SelectOrigins {
    /** Size of the stored contents; decoded they take up to a few times as much. */
    private static final long CACHED_BYTES = 8 << 20;

    private static final Resource LOST = new Resource(Attributes.EMPTY, 0, "");

    private final Statements statements;
    private final PreparedStatement select;
    private final Cache<ContentHash, Cached> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((ContentHash hash, Cached cached) -> cached.bytes())
            // By the caller: the work is small, and the common pool belongs to others.
            .executor(Runnable::run)
            .build();

    private record Cached(Object origin, int bytes) {}

    SelectOrigins(Statements statements) {
        this.statements = statements;
        this.select = statements.prepare("SELECT content FROM ${keyspace}.origin WHERE hash = ?");
    }

    /** Fetches these origins; afterwards they can be looked up without waiting. */
    CompletionStage<SpanCodec.Origins> load(Collection<ContentHash> hashes, Deadline deadline) {
        Map<ContentHash, Object> loaded = Collections.synchronizedMap(new HashMap<>());
        CompletableFuture<?>[] pending = hashes.stream()
                .map(hash -> load(hash, loaded, deadline).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(pending).thenApply(done -> new Loaded(loaded));
    }

    private CompletionStage<Void> load(ContentHash hash, Map<ContentHash, Object> loaded, Deadline deadline) {
        Cached cached = cache.getIfPresent(hash);
        if (cached != null) {
            loaded.put(hash, cached.origin());
            return CompletableFuture.completedFuture(null);
        }
        return statements.execute(select.bind(hash.toBuffer()), deadline).thenAccept(rows -> keep(hash, rows, loaded));
    }

    private void keep(ContentHash hash, AsyncResultSet rows, Map<ContentHash, Object> loaded) {
        Row row = rows.one();
        if (row != null && !row.isNull(0)) {
            ByteBuffer content = Objects.requireNonNull(row.getByteBuffer(0));
            Object origin = Origin.decode(content);
            cache.put(hash, new Cached(origin, content.remaining()));
            loaded.put(hash, origin);
        }
    }

    /** A missing origin (its row was deleted by hand) must not make the trace unreadable. */
    private record Loaded(Map<ContentHash, Object> origins) implements SpanCodec.Origins {
        @Override
        public Resource resource(ContentHash hash) {
            return origins.get(hash) instanceof Resource resource ? resource : LOST;
        }

        @Override
        public InstrumentationScope scope(ContentHash hash) {
            return origins.get(hash) instanceof InstrumentationScope scope ? scope : InstrumentationScope.UNKNOWN;
        }
    }
}
