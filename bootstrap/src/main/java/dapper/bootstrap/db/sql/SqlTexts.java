// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Sanitizes SQL texts and caches the results.
 *
 * <p>The cache is an array in which a text has {@value #WAYS} places; the oldest of them makes room for a new text. Readers
 * and writers never wait: a text that is in no place while another thread moves it is sanitized once more. The cache is
 * bounded in bytes, so an application that builds its texts by hand loses time but not memory.
 */
public final class SqlTexts {
    /** Longer texts are not cached. */
    private static final int MAX_CACHED_LENGTH = 8_192;

    /**
     * With one place, two texts in use would replace each other for ever: of the texts of an application with 50, in
     * 1,024 places, some do so with a probability of two thirds.
     */
    private static final int WAYS = 4;

    private static final SqlTexts SHARED = new SqlTexts(1_024, 4L << 20);

    private final AtomicReferenceArray<Entry> entries;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** @param places a power of two, at least {@value #WAYS} */
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
        int first = firstPlace(sql, prepared);
        for (int place = first; place < first + WAYS; place++) {
            Entry entry = entries.get(place);
            if (entry != null && entry.dialect == dialect && entry.prepared == prepared && entry.sql.equals(sql)) {
                return entry.text;
            }
        }
        SqlText text = SqlSanitizer.sanitize(sql, dialect, prepared);
        remember(first, new Entry(sql, dialect, prepared, text));
        return text;
    }

    private int firstPlace(String sql, boolean prepared) {
        int hash = sql.hashCode() + (prepared ? 1 : 0);
        return (hash ^ (hash >>> 16)) & (entries.length() - 1) & -WAYS;
    }

    private void remember(int first, Entry added) {
        for (int place = first + WAYS - 1; place >= first && isFullFor(added); place--) {
            subtract(entries.getAndSet(place, null));
        }
        if (isFullFor(added)) {
            return; // long texts fill the rest
        }
        bytes.addAndGet(added.weight);
        Entry moved = added;
        for (int place = first; place < first + WAYS && moved != null; place++) {
            moved = entries.getAndSet(place, moved);
        }
        subtract(moved);
    }

    private boolean isFullFor(Entry added) {
        return bytes.get() + added.weight > maxBytes;
    }

    private void subtract(@Nullable Entry removed) {
        if (removed != null) {
            bytes.addAndGet(-removed.weight);
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
