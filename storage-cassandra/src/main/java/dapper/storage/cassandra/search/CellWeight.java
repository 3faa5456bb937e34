// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.cassandra.codec.SharedTexts;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory of the span in a cell, once it is decoded, in bytes on a 64-bit JVM with compressed references. The cell's length stands
 * for the contents of all texts, because a text takes no more bytes in memory than in UTF-8; the rest is the overhead
 * of objects beside their contents.
 */
final class CellWeight {
    /** The span, its node in the tree of the trace, and its places in the lists and tables beside them. */
    private static final int SPAN = 560;

    private static final int TEXT = 48;
    private static final int NUMBER = 24;
    private static final int LIST = 64;
    private static final int REFERENCE = 8;
    private static final int MAP = 96;
    private static final int MAP_ENTRY = 56;
    private static final int EVENT = 96;
    private static final int LINK = 128;

    private CellWeight() {}

    /** Estimates spans of one trace, with their resources, from the spans alone. */
    static long of(List<Span> spans) {
        Set<Resource> resources = Collections.newSetFromMap(new IdentityHashMap<>());
        long weight = 0;
        for (Span span : spans) {
            weight += of(span, contents(span));
            weight += resources.add(span.resource()) ? of(span.resource()) : 0;
        }
        return weight;
    }

    /** @param cellBytes length of the span's cell */
    static long of(Span span, long cellBytes) {
        long weight = SPAN + cellBytes + text(span.name()) + 2L * TEXT + attributes(span.attributes());
        for (Event event : span.events()) {
            weight += EVENT + text(event.name()) + attributes(event.attributes());
        }
        for (Link link : span.links()) {
            weight += LINK + TEXT + attributes(link.attributes());
        }
        return weight;
    }

    /** Estimates a resource that at least one span of a page has. */
    static long of(Resource resource) {
        long weight = LIST + TEXT;
        for (int i = 0; i < resource.attributes().size(); i++) {
            weight += resource.attributes().key(i).length();
            weight += Attributes.text(resource.attributes().value(i)).length();
        }
        return weight + attributes(resource.attributes());
    }

    private static long attributes(Attributes attributes) {
        long weight = LIST;
        for (int i = 0; i < attributes.size(); i++) {
            weight += REFERENCE + text(attributes.key(i)) + value(attributes.value(i));
        }
        return weight;
    }

    private static long contents(Span span) {
        long bytes = contents(span.name())
                + contents(span.traceState())
                + contents(span.status().description())
                + contents(span.attributes());
        for (Event event : span.events()) {
            bytes += contents(event.name()) + contents(event.attributes());
        }
        for (Link link : span.links()) {
            bytes += contents(link.traceState()) + contents(link.attributes());
        }
        return bytes;
    }

    private static long contents(Attributes attributes) {
        long bytes = 0;
        for (int i = 0; i < attributes.size(); i++) {
            bytes += contents(attributes.key(i)) + contents(attributes.value(i));
        }
        return bytes;
    }

    private static long contents(@Nullable Object value) {
        long bytes = 0;
        if (value instanceof String text) {
            // Texts take two bytes a character at most.
            bytes = SharedTexts.isShared(text) ? 0 : 2L * text.length();
        } else if (value instanceof byte[] array) {
            bytes = array.length;
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                bytes += contents(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += contents(entry.getKey()) + contents(entry.getValue());
            }
        }
        return bytes;
    }

    private static long text(String text) {
        return SharedTexts.isShared(text) ? 0 : TEXT;
    }

    private static long value(@Nullable Object value) {
        long weight = NUMBER;
        if (value instanceof String) {
            weight = TEXT;
        } else if (value instanceof List<?> list) {
            weight = LIST;
            for (Object element : list) {
                weight += REFERENCE + value(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            weight = MAP;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weight += MAP_ENTRY + text((String) entry.getKey()) + value(entry.getValue());
            }
        }
        return weight;
    }
}
