// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The known state of a span that is still open, as a span that ended now and has {@code dapper.span.unfinished}.
 *
 * <p>Taken by the export thread while another thread may work on the span. That thread is not slowed down: the only
 * ordering of its writes is the JVM's guarantee for final fields. So an attribute that is just being set may be
 * missing, and half an attribute is left out. Strings, numbers and events are immutable, so none is seen half-made.
 */
final class Snapshot {
    static final AttributeKey UNFINISHED = AttributeKey.of("dapper.span.unfinished");

    private Snapshot() {}

    /** A chain of one span; null if the span has ended. */
    static @Nullable Span of(Span open, long nanoTime) {
        Object[] seen = open.attributes();
        int length = Math.min(open.attributesLength(), seen.length);
        Object[] copy = new Object[length + 2];
        int copied = 0;
        for (int i = 0; i < length; i += 2) {
            if (isWhole(seen[i], seen[i + 1])) {
                copy[copied++] = seen[i];
                copy[copied++] = seen[i + 1];
            }
        }
        copy[copied++] = UNFINISHED;
        copy[copied++] = true;
        Span snapshot = open.copy(copy, copied, nanoTime);
        snapshot.chainTo(null, HeapEstimate.of(snapshot));
        // Last: a span that has ended since may have been taken apart meanwhile.
        return open.hasEnded() ? null : snapshot;
    }

    private static boolean isWhole(@Nullable Object key, @Nullable Object value) {
        return key != null && value != null && !(value instanceof Object[] && hasGap((Object[]) value));
    }

    private static boolean hasGap(@Nullable Object[] values) {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }
}
