// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.session.Statements;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Rows that many spans share: origins and names. Written when new or due for a refresh. */
public final class SharedRows {
    /**
     * @param key equal for equal rows
     * @param insert created only if the row must be written
     */
    record SharedRow(Object key, Supplier<BoundStatement> insert) {}

    private static final int LONGEST_TEXT = 200;

    private final Statements statements;
    private final RecentlyWritten written;
    private final WriteCounts counts;

    public SharedRows(Statements statements, RecentlyWritten written, WriteCounts counts) {
        this.statements = statements;
        this.written = written;
        this.counts = counts;
    }

    /** Returns the form of a text in a remembered key: a hash for a long text, so that no sender can fill the heap. */
    static Object text(String text) {
        return text.length() <= LONGEST_TEXT ? text : ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Completes once all of these rows are stored. */
    CompletableFuture<Void> ensure(Collection<SharedRow> rows) {
        Map<Object, SharedRow> missing = new LinkedHashMap<>();
        for (SharedRow row : rows) {
            if (!written.contains(row.key())) {
                missing.putIfAbsent(row.key(), row);
            }
        }
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<BoundStatement> inserts =
                missing.values().stream().map(row -> row.insert().get()).toList();
        return statements.executeAll(inserts).thenRun(() -> {
            counts.shared(inserts.size());
            missing.keySet().forEach(written::add);
        });
    }
}
