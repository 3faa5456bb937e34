// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Attributes;
import dapper.storage.EntityRef;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upper estimate of the heap bytes of a decoded span: object headers of 16 bytes, references of 8, and nothing
 * shared between spans except their resource and scope.
 */
final class SpanWeight {
    private static final long OBJECT = 16;
    private static final long REFERENCE = 8;
    private static final long NUMBER = 24;

    /** A record of 16 components, its ids, its counts of what was dropped, its slot in a list. */
    private static final long SPAN = 224;

    private static final long EVENT_OR_LINK = 128;
    private static final long LIST = 64;

    /** An entry of a hash map and its share of the table. */
    private static final long ENTRY = 64;

    /** A text object and the header of its array. */
    private static final long TEXT = 48;

    /** Shorter texts are assumed to have two bytes a character; longer ones are inspected. */
    private static final int SHORT = 64;

    private static final char LAST_OF_ONE_BYTE = 0xff;

    private SpanWeight() {}

    /** Without resource and scope. */
    static long of(Span span) {
        long weight = SPAN
                + of(span.name())
                + of(span.traceState())
                + of(span.status().description())
                + of(span.attributes());
        for (Event event : span.events()) {
            weight += EVENT_OR_LINK + of(event.name()) + of(event.attributes());
        }
        for (Link link : span.links()) {
            weight += EVENT_OR_LINK + of(link.traceState()) + of(link.attributes());
        }
        return weight;
    }

    static long of(Resource resource) {
        long weight = 2 * OBJECT + of(resource.schemaUrl()) + of(resource.attributes());
        for (EntityRef entity : resource.entityRefs()) {
            weight += 2 * OBJECT
                    + of(entity.schemaUrl())
                    + of(entity.type())
                    + value(entity.idKeys())
                    + value(entity.descriptionKeys());
        }
        return weight;
    }

    static long of(InstrumentationScope scope) {
        return 2 * OBJECT + of(scope.name()) + of(scope.version()) + of(scope.schemaUrl()) + of(scope.attributes());
    }

    private static long of(Attributes attributes) {
        long weight = 2 * OBJECT;
        for (int i = 0; i < attributes.size(); i++) {
            weight += 2 * REFERENCE + of(attributes.key(i)) + value(attributes.value(i));
        }
        return weight;
    }

    private static long value(@Nullable Object value) {
        if (value instanceof String text) {
            return of(text);
        } else if (value instanceof byte[] bytes) {
            return OBJECT + bytes.length;
        } else if (value instanceof List<?> list) {
            long weight = LIST;
            for (Object element : list) {
                weight += REFERENCE + value(element);
            }
            return weight;
        } else if (value instanceof Map<?, ?> map) {
            long weight = LIST;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weight += ENTRY + value(entry.getKey()) + value(entry.getValue());
            }
            return weight;
        }
        return NUMBER;
    }

    private static long of(String text) {
        int length = text.length();
        return length == 0 ? 0 : TEXT + (length > SHORT && isOneByteEach(text) ? length : 2L * length);
    }

    private static boolean isOneByteEach(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return false;
            }
        }
        return true;
    }
}
