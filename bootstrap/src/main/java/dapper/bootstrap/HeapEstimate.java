// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** A rough upper estimate of a span's heap size in bytes. */
final class HeapEstimate {
    private static final int FIXED_BYTES = 128;
    private static final int STRING_BYTES = 40;

    private HeapEstimate() {}

    static int of(Span span) {
        int bytes = FIXED_BYTES + of(span.attributes(), span.attributesLength());
        for (SpanEvent event = span.lastEvent(); event != null; event = event.next) {
            Object[] values = event.attributes();
            bytes += FIXED_BYTES + of(values, values.length);
        }
        for (SpanLink link = span.lastLink(); link != null; link = link.next()) {
            Object[] values = link.attributes();
            bytes += FIXED_BYTES + of(values, values.length);
        }
        return bytes;
    }

    private static int of(Object[] attributes, int length) {
        int bytes = 4 * attributes.length;
        for (int i = 1; i < length; i += 2) {
            Object value = attributes[i];
            if (value instanceof String) {
                bytes += STRING_BYTES + ((String) value).length();
            } else if (value instanceof String[]) {
                for (String element : (String[]) value) {
                    bytes += STRING_BYTES + element.length();
                }
            }
        }
        return bytes;
    }
}
