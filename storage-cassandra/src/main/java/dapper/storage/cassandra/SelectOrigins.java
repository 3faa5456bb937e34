// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads resources and scopes, and keeps the ones used lately. */
final class SelectOrigins {
    private static final int CACHED = 10_000;
    private static final Resource LOST = new Resource(Attributes.EMPTY, 0, "");

    private final Statements statements;
    private final PreparedStatement select;
    private final Map<ContentHash, Object> cache = Collections.synchronizedMap(new Recent());

    SelectOrigins(Statements statements) {
        this.statements = statements;
        this.select = statements.prepare("SELECT content FROM ${keyspace}.origin WHERE hash = ?");
    }

    /** Fetches these; they can then be looked up without waiting. */
    CompletionStage<SpanCodec.Origins> load(Collection<ContentHash> hashes) {
        Map<ContentHash, Object> loaded = Collections.synchronizedMap(new HashMap<>());
        CompletableFuture<?>[] pending = hashes.stream()
                .map(hash -> load(hash, loaded).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(pending).thenApply(done -> new Loaded(loaded));
    }

    private CompletionStage<Void> load(ContentHash hash, Map<ContentHash, Object> loaded) {
        Object cached = cache.get(hash);
        if (cached != null) {
            loaded.put(hash, cached);
            return CompletableFuture.completedFuture(null);
        }
        return statements.execute(select.bind(hash.toBuffer())).thenAccept(rows -> keep(hash, rows, loaded));
    }

    private void keep(ContentHash hash, AsyncResultSet rows, Map<ContentHash, Object> loaded) {
        Row row = rows.one();
        if (row != null && !row.isNull(0)) {
            Object origin = Origin.decode(row.getByteBuffer(0));
            cache.put(hash, origin);
            loaded.put(hash, origin);
        }
    }

    /** An origin that is gone (its row was deleted by hand) must not make the trace unreadable. */
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

    private static final class Recent extends LinkedHashMap<ContentHash, Object> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentHash, Object> eldest) {
            return size() > CACHED;
        }
    }
}
