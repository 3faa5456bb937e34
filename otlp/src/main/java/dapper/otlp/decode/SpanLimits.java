// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

/**
 * Limits on the stored parts of a span. The excess is cut off while it is read, so that it never takes memory.
 *
 * <p>Every loss is counted in the request's {@link LimitTally}. Losses of attributes are also counted in the dropped
 * attributes of the span, event, link, resource or scope: one for each missing attribute, element of a list or map, or
 * end of a text.
 *
 * @param attributes most attributes of a span, event, link, resource or scope, and most elements of a list or map value;
 *     further ones are dropped, except those that are needed to find the span ({@link NeededKeys})
 * @param events most events of a span; further ones are dropped and counted likewise
 * @param links most links of a span; further ones are dropped and counted likewise
 * @param valueLength longest text of a value in UTF-16 units, longest binary value in bytes; the rest is cut off
 * @param keyLength longest attribute key in UTF-16 units; an attribute or element with a longer one is dropped
 * @param nameLength longest name of a span, event or scope in UTF-16 units; the rest is cut off
 */
public record SpanLimits(int attributes, int events, int links, int valueLength, int keyLength, int nameLength) {
    public static final SpanLimits DEFAULT = new SpanLimits(128, 128, 128, 16_384, 256, 1024);

    /** Deepest list or map in a list or map that is kept; deeper ones are dropped and leave an empty value. */
    static final int VALUE_DEPTH = 8;

    /** Longest tracestate in UTF-16 units, four times what W3C asks to propagate; longer ones lose their last members. */
    static final int TRACE_STATE_LENGTH = 2048;
}
