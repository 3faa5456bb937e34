// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Sanitizes SQL texts and caches the results.
 *
 * <p>The cache is an array in which a text has one place: a new text replaces the old one, nothing is ever searched or
 * moved, and readers never wait. It is bounded in bytes, so an application that builds its texts by hand loses time but
 * not memory.
 */
public final class SqlTexts {
    /** Longer texts are not cached. */
    private static final int MAX_CACHED_LENGTH = 8_192;

    private static final SqlTexts SHARED = new SqlTexts(1_024, 4L << 20);

    private final AtomicReferenceArray<Entry> entries;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** @param places a power of two */
    SqlTexts(int places, long maxBytes) {
        this.entries = new AtomicReferenceArray<>(places);
        this.maxBytes = maxBytes;
    }

    /** @param prepared true if placeholders in the text are parameters */
    public static SqlText of(String sql, SqlDialect dialect, boolean prepared) {
        return SHARED.get(sql, dialect, prepared);
    }

    SqlText get(String sql, SqlDialect dialect, boolean prepared) {
        if (sql.length() > MAX_CACHED_LENGTH) {
            return SqlSanitizer.sanitize(sql, dialect, prepared);
        }
        int place = place(sql, prepared);
        Entry entry = entries.get(place);
        if (entry != null && entry.dialect == dialect && entry.prepared == prepared && entry.sql.equals(sql)) {
            return entry.text;
        }
        SqlText text = SqlSanitizer.sanitize(sql, dialect, prepared);
        remember(place, new Entry(sql, dialect, prepared, text));
        return text;
    }

    private int place(String sql, boolean prepared) {
        int hash = sql.hashCode() + (prepared ? 1 : 0);
        return (hash ^ (hash >>> 16)) & (entries.length() - 1);
    }

    private void remember(int place, Entry entry) {
        if (bytes.get() + entry.weight > maxBytes) {
            // Make room in the place needed anyway; if long texts fill the rest, this one is not cached.
            Entry old = entries.getAndSet(place, null);
            if (old != null) {
                bytes.addAndGet(-old.weight);
            }
            if (bytes.get() + entry.weight > maxBytes) {
                return;
            }
        }
        bytes.addAndGet(entry.weight);
        Entry old = entries.getAndSet(place, entry);
        if (old != null) {
            bytes.addAndGet(-old.weight);
        }
    }

    long bytes() {
        return bytes.get();
    }

    private static final class Entry {
        final String sql;
        final SqlDialect dialect;
        final boolean prepared;
        final SqlText text;
        final int weight;

        Entry(String sql, SqlDialect dialect, boolean prepared, SqlText text) {
            this.sql = sql;
            this.dialect = dialect;
            this.prepared = prepared;
            this.text = text;
            this.weight = 64 + 2 * sql.length() + text.weight();
        }
    }
}
