// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * A rough upper estimate, in bytes, of the heap that finished spans keep alive: each its own contents, and all spans of
 * a chain together their segment.
 */
final class HeapEstimate {
    private static final int FIXED_BYTES = 128;
    private static final int SEGMENT_BYTES = 64;
    private static final int STRING_BYTES = 40;
    private static final int NUMBER_BYTES = 16;
    private static final int REFERENCE_BYTES = 4;

    private HeapEstimate() {}

    static int of(Span span) {
        int bytes = FIXED_BYTES
                + of(span.name())
                + of(span.statusDescription())
                + of(span.attributes(), span.attributesLength());
        for (SpanEvent event = span.lastEvent(); event != null; event = event.next) {
            Object[] values = event.attributes();
            bytes += FIXED_BYTES + of(event.name()) + of(values, values.length);
        }
        for (SpanLink link = span.lastLink(); link != null; link = link.next()) {
            Object[] values = link.attributes();
            bytes += FIXED_BYTES + of(link.traceState()) + of(values, values.length);
        }
        return bytes;
    }

    /** The part that the spans of a chain share: the tracestate and the baggage are the caller's, of any trace. */
    static int of(Segment segment) {
        return SEGMENT_BYTES + of(segment.traceState) + (segment.baggage == null ? 0 : of(segment.baggage.toString()));
    }

    private static int of(@Nullable String text) {
        return text == null ? 0 : STRING_BYTES + text.length();
    }

    private static int of(Object[] attributes, int length) {
        int bytes = REFERENCE_BYTES * attributes.length;
        for (int i = 1; i < length; i += 2) {
            Object value = attributes[i];
            if (value instanceof Object[]) {
                for (Object element : (Object[]) value) {
                    bytes += REFERENCE_BYTES + ofOne(element);
                }
            } else {
                bytes += ofOne(value);
            }
        }
        return bytes;
    }

    private static int ofOne(@Nullable Object value) {
        return value instanceof String ? of((String) value) : value instanceof Number ? NUMBER_BYTES : 0;
    }
}
