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
 * <p>A cell begins with the version of this format, a bit set of the parts that are present, and the hashes of its
 * resource and scope. Absent parts take no space. Trace id and span id are in the row's key and are not repeated.
 */
public final class SpanCodec {
    static final int VERSION = 1;

    private static final int KIND_BITS = 0b111;
    private static final int PARENT = 1 << 3;
    private static final int TRACE_STATE = 1 << 4;
    private static final int FLAGS = 1 << 5;
    private static final int ATTRIBUTES = 1 << 6;
    private static final int STATUS = 1 << 7;
    private static final int EVENTS = 1 << 8;
    private static final int LINKS = 1 << 9;
    private static final int DROPPED = 1 << 10;
    private static final int SCOPE = 1 << 11;

    private SpanCodec() {}

    public static ByteBuffer encode(Span span, ContentHash resource, ContentHash scope) {
        ByteSink sink = new ByteSink();
        int parts = parts(span);
        sink.int8(VERSION);
        sink.varint(parts);
        hash(resource, sink);
        if (has(parts, SCOPE)) {
            hash(scope, sink);
        }
        sink.int64(span.startUnixNanos());
        sink.varint(span.endUnixNanos() - span.startUnixNanos());
        sink.text(span.name());
        if (has(parts, PARENT)) {
            sink.int64(span.parentSpanId());
        }
        if (has(parts, TRACE_STATE)) {
            sink.text(span.traceState());
        }
        if (has(parts, FLAGS)) {
            unsigned(span.flags(), sink);
        }
        if (has(parts, ATTRIBUTES)) {
            AttributesCodec.write(span.attributes(), sink);
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

    private static boolean has(int parts, int bit) {
        return (parts & bit) != 0;
    }

    public static Span decode(TraceId traceId, long spanId, ByteBuffer cell, Origins origins) {
        ByteSource source = new ByteSource(cell);
        int version = source.int8();
        if (version != VERSION) {
            throw new CorruptDataException("span " + traceId + "/" + spanId + " has the format " + version
                    + ", which a newer version of Dapper wrote");
        }
        int parts = (int) source.varint();
        Resource resource = origins.resource(hash(source));
        InstrumentationScope scope = has(parts, SCOPE) ? origins.scope(hash(source)) : InstrumentationScope.UNKNOWN;
        long start = source.int64();
        long end = start + source.varint();
        String name = SharedTexts.of(source.text());
        long parent = has(parts, PARENT) ? source.int64() : 0;
        String traceState = has(parts, TRACE_STATE) ? SharedTexts.of(source.text()) : "";
        int flags = has(parts, FLAGS) ? (int) source.varint() : 0;
        Attributes attributes = has(parts, ATTRIBUTES) ? AttributesCodec.read(source) : Attributes.EMPTY;
        Status status = has(parts, STATUS) ? status(source) : Status.UNSET;
        List<Event> events = has(parts, EVENTS) ? events(start, source) : List.of();
        List<Link> links = has(parts, LINKS) ? links(source) : List.of();
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
                start,
                end,
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
        ByteSource source = new ByteSource(cell);
        source.int8();
        int parts = (int) source.varint();
        ContentHash resource = hash(source);
        return has(parts, SCOPE) ? List.of(resource, hash(source)) : List.of(resource);
    }

    /** Returns the hash of the resource alone. */
    public static ContentHash resource(ByteBuffer cell) {
        ByteSource source = new ByteSource(cell);
        source.int8();
        source.varint();
        return hash(source);
    }

    private static void event(Event event, long spanStart, ByteSink sink) {
        sink.zigzag(event.unixNanos() - spanStart);
        sink.text(event.name());
        AttributesCodec.write(event.attributes(), sink);
        unsigned(event.droppedAttributes(), sink);
    }

    private static List<Event> events(long spanStart, ByteSource source) {
        int size = source.count();
        List<Event> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new Event(
                    spanStart + source.zigzag(), source.text(), AttributesCodec.read(source), (int) source.varint()));
        }
        return List.copyOf(events);
    }

    private static void link(Link link, ByteSink sink) {
        sink.int64(link.traceId().high());
        sink.int64(link.traceId().low());
        sink.int64(link.spanId());
        sink.text(link.traceState());
        AttributesCodec.write(link.attributes(), sink);
        unsigned(link.droppedAttributes(), sink);
        unsigned(link.flags(), sink);
    }

    private static List<Link> links(ByteSource source) {
        int size = source.count();
        List<Link> links = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            links.add(new Link(
                    new TraceId(source.int64(), source.int64()),
                    source.int64(),
                    source.text(),
                    AttributesCodec.read(source),
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

    private static void hash(ContentHash hash, ByteSink sink) {
        sink.int64(hash.high());
        sink.int64(hash.low());
    }

    private static ContentHash hash(ByteSource source) {
        return new ContentHash(source.int64(), source.int64());
    }

    /** Provides a decoder with the resources and scopes that spans share. */
    public interface Origins {
        Resource resource(ContentHash hash);

        InstrumentationScope scope(ContentHash hash);
    }
}
