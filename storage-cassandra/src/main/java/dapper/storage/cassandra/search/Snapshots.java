// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.cassandra.codec.ContentHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the spans of a trace without outdated snapshots ({@link Span#isUnfinished}): those with a finished span of
 * the same id, kind and resource, or with a later snapshot. Used by one thread at a time.
 *
 * <p>Spans of one id and kind must come in sequence, as the table has them. So only the snapshots of one id are held.
 */
final class Snapshots {
    private final Consumer<Span> next;
    private final Set<ContentHash> finished = new HashSet<>();
    private final Map<ContentHash, Span> latest = new HashMap<>();
    private @Nullable SpanKind kind;
    private long spanId;

    Snapshots(Consumer<Span> next) {
        this.next = next;
    }

    void add(Span span, ContentHash resource) {
        if (span.spanId() != spanId || !span.kind().equals(kind)) {
            end();
            spanId = span.spanId();
            kind = span.kind();
        }
        if (span.isUnfinished()) {
            latest.merge(resource, span, Snapshots::later);
        } else {
            finished.add(resource);
            next.accept(span);
        }
    }

    /** Called after the last span, and after the last one of a table. */
    void end() {
        if (!latest.isEmpty()) {
            latest.keySet().removeAll(finished);
            latest.values().forEach(next);
            latest.clear();
        }
        finished.clear();
    }

    private static Span later(Span one, Span other) {
        return Long.compareUnsigned(one.endUnixNanos(), other.endUnixNanos()) >= 0 ? one : other;
    }
}
