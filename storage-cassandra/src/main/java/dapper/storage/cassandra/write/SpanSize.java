// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.Link;
import dapper.storage.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the bytes of spans before they are encoded, without their resources and scopes. A character counts as one
 * byte, so the estimate may be a third of the truth.
 */
final class SpanSize {
    /** Ids, hashes, times, and the columns of the key. */
    private static final int FIXED = 80;

    private static final int NUMBER = 8;

    private SpanSize() {}

    static long of(List<Span> spans) {
        long bytes = 0;
        for (Span span : spans) {
            bytes += of(span);
        }
        return bytes;
    }

    static long of(Span span) {
        long bytes = FIXED
                + span.name().length()
                + span.traceState().length()
                + span.status().description().length()
                + of(span.attributes());
        for (Event event : span.events()) {
            bytes += NUMBER + event.name().length() + of(event.attributes());
        }
        for (Link link : span.links()) {
            bytes += FIXED + link.traceState().length() + of(link.attributes());
        }
        return bytes;
    }

    static long of(Attributes attributes) {
        long bytes = 0;
        for (int i = 0; i < attributes.size(); i++) {
            bytes += attributes.key(i).length() + value(attributes.value(i));
        }
        return bytes;
    }

    private static long value(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof byte[] array) {
            return array.length;
        }
        long bytes = NUMBER;
        if (value instanceof List<?> list) {
            for (Object element : list) {
                bytes += value(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += ((String) entry.getKey()).length() + value(entry.getValue());
            }
        }
        return bytes;
    }
}
