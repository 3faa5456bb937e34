// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One span as the bytes of one cell.
 *
 * <p>A cell begins with its {@link SpanHead}, which has a bit set of the parts that are present. Absent parts take no
 * space. Trace id and span id are in the row's key and are not repeated.
 */
public final class SpanCodec {
    private static final int KIND_BITS = 0b111;
    static final int PARENT = 1 << 3;
    private static final int TRACE_STATE = 1 << 4;
    private static final int FLAGS = 1 << 5;
    private static final int ATTRIBUTES = 1 << 6;
    private static final int STATUS = 1 << 7;
    private static final int EVENTS = 1 << 8;
    private static final int LINKS = 1 << 9;
    private static final int DROPPED = 1 << 10;
    static final int SCOPE = 1 << 11;

    private SpanCodec() {}

    public static ByteBuffer encode(Span span, ContentHash resource, ContentHash scope) {
        ByteSink sink = new ByteSink();
        int parts = parts(span);
        new SpanHead(
                        SpanHead.VERSION,
                        parts,
                        span.parentSpanId(),
                        span.startUnixNanos(),
                        span.endUnixNanos() - span.startUnixNanos(),
                        resource,
                        has(parts, SCOPE) ? scope : null)
                .write(sink);
        sink.text(span.name());
        if (has(parts, TRACE_STATE)) {
            sink.text(span.traceState());
        }
        if (has(parts, FLAGS)) {
            unsigned(span.flags(), sink);
        }
        if (has(parts, ATTRIBUTES)) {
            AttributesCodec.writeKeysFirst(span.attributes(), sink);
        }
        if (has(parts, STATUS)) {
            sink.int8(OtlpNumbers.of(span.status().code()));
            OtlpNumbers.writeOther(span.status().code().number(), sink);
            sink.text(span.status().description());
        }
        if (has(parts, EVENTS)) {
            sink.varint(span.events().size());
            span.events().forEach(event -> event(event, span.startUnixNanos(), sink));
        }
        if (has(parts, LINKS)) {
            sink.varint(span.links().size());
            span.links().forEach(link -> link(link, sink));
        }
        if (has(parts, DROPPED)) {
            unsigned(span.dropped().attributes(), sink);
            unsigned(span.dropped().events(), sink);
            unsigned(span.dropped().links(), sink);
        }
        OtlpNumbers.writeOther(span.kind().number(), sink);
        return sink.toBuffer();
    }

    private static int parts(Span span) {
        return OtlpNumbers.of(span.kind())
                | part(PARENT, span.parentSpanId() != 0)
                | part(TRACE_STATE, !span.traceState().isEmpty())
                | part(FLAGS, span.flags() != 0)
                | part(ATTRIBUTES, !span.attributes().isEmpty())
                | part(STATUS, !span.status().equals(Status.UNSET))
                | part(EVENTS, !span.events().isEmpty())
                | part(LINKS, !span.links().isEmpty())
                | part(DROPPED, !span.dropped().equals(Span.Dropped.NONE))
                | part(SCOPE, !span.scope().equals(InstrumentationScope.UNKNOWN));
    }

    private static int part(int bit, boolean there) {
        return there ? bit : 0;
    }

    static boolean has(int parts, int bit) {
        return (parts & bit) != 0;
    }

    public static Span decode(TraceId traceId, long spanId, ByteBuffer cell, Origins origins) {
        ByteSource source = new ByteSource(cell);
        SpanHead head = SpanHead.read(source);
        int parts = head.parts();
        boolean first = head.version() == SpanHead.FIRST;
        Resource resource = origins.resource(head.resource());
        InstrumentationScope scope = head.scope() == null ? InstrumentationScope.UNKNOWN : origins.scope(head.scope());
        String name = SharedTexts.of(source.text());
        long parent = first && has(parts, PARENT) ? source.int64() : head.parent();
        String traceState = has(parts, TRACE_STATE) ? SharedTexts.of(source.text()) : "";
        int flags = has(parts, FLAGS) ? (int) source.varint() : 0;
        Attributes attributes = has(parts, ATTRIBUTES) ? attributes(first, source) : Attributes.EMPTY;
        Status status = has(parts, STATUS) ? status(source) : Status.UNSET;
        List<Event> events = has(parts, EVENTS) ? events(head, source) : List.of();
        List<Link> links = has(parts, LINKS) ? links(first, source) : List.of();
        Span.Dropped dropped = has(parts, DROPPED)
                ? Span.Dropped.of((int) source.varint(), (int) source.varint(), (int) source.varint())
                : Span.Dropped.NONE;
        SpanKind kind = SpanKind.of(OtlpNumbers.read(parts & KIND_BITS, source));
        return new Span(
                traceId,
                spanId,
                parent,
                traceState,
                flags,
                name,
                kind,
                head.startUnixNanos(),
                head.endUnixNanos(),
                attributes,
                events,
                links,
                dropped,
                status,
                resource,
                scope);
    }

    /**
     * Returns the hashes a cell refers to, without decoding the rest: first the resource, then the scope if there is
     * one.
     */
    public static List<ContentHash> origins(ByteBuffer cell) {
        return SpanHead.read(new ByteSource(cell)).origins();
    }

    /** Returns the hash of the resource alone. */
    public static ContentHash resource(ByteBuffer cell) {
        return SpanHead.read(new ByteSource(cell)).resource();
    }

    private static Attributes attributes(boolean first, ByteSource source) {
        return first ? AttributesCodec.read(source) : AttributesCodec.readKeysFirst(source);
    }

    private static void event(Event event, long spanStart, ByteSink sink) {
        sink.zigzag(event.unixNanos() - spanStart);
        sink.text(event.name());
        AttributesCodec.writeKeysFirst(event.attributes(), sink);
        unsigned(event.droppedAttributes(), sink);
    }

    private static List<Event> events(SpanHead head, ByteSource source) {
        boolean first = head.version() == SpanHead.FIRST;
        int size = source.count();
        List<Event> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(
                    new Event(head.startUnixNanos() + source.zigzag(), source.text(), attributes(first, source), (int)
                            source.varint()));
        }
        return List.copyOf(events);
    }

    private static void link(Link link, ByteSink sink) {
        sink.int64(link.traceId().high());
        sink.int64(link.traceId().low());
        sink.int64(link.spanId());
        sink.text(link.traceState());
        AttributesCodec.writeKeysFirst(link.attributes(), sink);
        unsigned(link.droppedAttributes(), sink);
        unsigned(link.flags(), sink);
    }

    private static List<Link> links(boolean first, ByteSource source) {
        int size = source.count();
        List<Link> links = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            links.add(new Link(
                    new TraceId(source.int64(), source.int64()),
                    source.int64(),
                    source.text(),
                    attributes(first, source),
                    (int) source.varint(),
                    (int) source.varint()));
        }
        return List.copyOf(links);
    }

    private static Status status(ByteSource source) {
        return new Status(Status.Code.of(OtlpNumbers.read(source.int8(), source)), source.text());
    }

    private static void unsigned(int value, ByteSink sink) {
        sink.varint(Integer.toUnsignedLong(value));
    }

    /** Provides a decoder with the resources and scopes that spans share. */
    public interface Origins {
        Resource resource(ContentHash hash);

        InstrumentationScope scope(ContentHash hash);
    }
}
