// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanEvent;
import dapper.bootstrap.SpanLink;
import org.jspecify.annotations.Nullable;

/** Writes a span as field {@code spans} of OTLP's {@code ScopeSpans} (opentelemetry/proto/trace/v1/trace.proto). */
final class SpanEncoder {
    private static final int SPANS = 2;

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START_TIME = 7;
    private static final int END_TIME = 8;
    private static final int ATTRIBUTES = 9;
    private static final int DROPPED_ATTRIBUTES = 10;
    private static final int EVENTS = 11;
    private static final int DROPPED_EVENTS = 12;
    private static final int LINKS = 13;
    private static final int DROPPED_LINKS = 14;
    private static final int STATUS = 15;
    private static final int FLAGS = 16;

    private static final int STATUS_MESSAGE = 2;
    private static final int STATUS_CODE = 3;
    private static final int STATUS_OK = 1;
    private static final int STATUS_ERROR = 2;

    /** Bits above the W3C flags; bit 8: it is known if the parent is remote; bit 9: it is remote. */
    private static final int IS_REMOTE_KNOWN = 0x100;

    private static final int IS_REMOTE = 0x200;

    private final RecordedOrder order = new RecordedOrder();

    void encode(Span span, ProtobufWriter out) {
        try {
            write(span, out);
        } finally {
            order.clear();
        }
    }

    private void write(Span span, ProtobufWriter out) {
        int start = out.begin(SPANS, 2);
        out.tag(TRACE_ID, ProtobufWriter.BYTES);
        out.varint(16);
        out.bigEndian(span.traceIdHigh());
        out.bigEndian(span.traceIdLow());
        id(SPAN_ID, span.spanId(), out);
        String traceState = span.traceState();
        if (traceState != null) {
            out.string(TRACE_STATE, traceState);
        }
        if (span.parentSpanId() != 0) {
            id(PARENT_SPAN_ID, span.parentSpanId(), out);
        }
        out.fixed32(FLAGS, span.flags() | IS_REMOTE_KNOWN | (span.hasRemoteParent() ? IS_REMOTE : 0));
        out.string(NAME, span.name());
        out.varint(KIND, span.kind().otlpNumber());
        out.fixed64(START_TIME, span.startEpochNanos());
        out.fixed64(END_TIME, span.endEpochNanos());
        AttributeEncoder.encode(ATTRIBUTES, span.attributes(), span.attributesLength(), out);
        count(DROPPED_ATTRIBUTES, span.droppedAttributes(), out);
        if (span.lastEvent() != null) {
            for (SpanEvent event : order.events(span)) {
                encode(event, span, out);
            }
        }
        count(DROPPED_EVENTS, span.droppedEvents(), out);
        if (span.lastLink() != null) {
            for (SpanLink link : order.links(span)) {
                encode(link, out);
            }
        }
        count(DROPPED_LINKS, span.droppedLinks(), out);
        if (span.isError()) {
            status(STATUS_ERROR, span.statusDescription(), out);
        } else if (span.hasSucceeded()) {
            status(STATUS_OK, null, out);
        }
        out.end(start, 2);
    }

    private static void id(int field, long id, ProtobufWriter out) {
        out.tag(field, ProtobufWriter.BYTES);
        out.varint(8);
        out.bigEndian(id);
    }

    private static void count(int field, int count, ProtobufWriter out) {
        if (count != 0) {
            out.varint(field, count);
        }
    }

    private static void encode(SpanEvent event, Span span, ProtobufWriter out) {
        int start = out.begin(EVENTS, 2);
        out.fixed64(1, span.segment().epochNanos(event.nanoTime()));
        out.string(2, event.name());
        Object[] attributes = event.attributes();
        AttributeEncoder.encode(3, attributes, attributes.length, out);
        out.end(start, 2);
    }

    private static void encode(SpanLink link, ProtobufWriter out) {
        int start = out.begin(LINKS, 2);
        out.tag(1, ProtobufWriter.BYTES);
        out.varint(16);
        out.bigEndian(link.traceIdHigh());
        out.bigEndian(link.traceIdLow());
        id(2, link.spanId(), out);
        String traceState = link.traceState();
        if (traceState != null) {
            out.string(3, traceState);
        }
        Object[] attributes = link.attributes();
        AttributeEncoder.encode(4, attributes, attributes.length, out);
        out.fixed32(6, link.flags());
        out.end(start, 2);
    }

    private static void status(int code, @Nullable String description, ProtobufWriter out) {
        int start = out.begin(STATUS, 1);
        if (description != null) {
            out.string(STATUS_MESSAGE, description);
        }
        out.varint(STATUS_CODE, code);
        out.end(start, 1);
    }
}
