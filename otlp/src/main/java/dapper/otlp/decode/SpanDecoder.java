// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.I32;
import static dapper.otlp.decode.WireReader.I64;
import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;
import static io.opentelemetry.proto.trace.v1.Span.ATTRIBUTES_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.DROPPED_EVENTS_COUNT_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.DROPPED_LINKS_COUNT_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.END_TIME_UNIX_NANO_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.EVENTS_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.FLAGS_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.KIND_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.LINKS_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.NAME_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.PARENT_SPAN_ID_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.SPAN_ID_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.START_TIME_UNIX_NANO_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.STATUS_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.TRACE_ID_FIELD_NUMBER;
import static io.opentelemetry.proto.trace.v1.Span.TRACE_STATE_FIELD_NUMBER;

import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one span after another, each within the limits. Used by one thread.
 *
 * <p>It is lenient: an id of a wrong length reads as zero, which the validator refuses. A malformed event or link is
 * dropped and counted like one beyond the limit, because the span is worth more than one bad link. A malformed span is
 * counted, and its neighbours are read.
 */
final class SpanDecoder {
    private static final TraceId NO_TRACE = new TraceId(0, 0);

    private final SpanLimits limits;
    private final LimitTally tally;
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;
    private final EventDecoder eventDecoder;
    private final LinkDecoder linkDecoder;
    private final StatusDecoder statusDecoder;

    private TraceId traceId = NO_TRACE;
    private long spanId;
    private long parentSpanId;
    private boolean parentIdReadable;
    private String traceState = "";
    private int flags;
    private String name = "";
    private int kind;
    private long start;
    private long end;
    private int droppedAttributes;
    private final List<Event> events = new ArrayList<>();
    private int droppedEvents;
    private int eventsDroppedHere;
    private final List<Link> links = new ArrayList<>();
    private int droppedLinks;
    private int linksDroppedHere;
    private Status status = Status.UNSET;

    SpanDecoder(SpanLimits limits, LimitTally tally, BoundedTexts texts, AttributesDecoder sharedAttributes) {
        this.limits = limits;
        this.tally = tally;
        this.texts = texts;
        this.attributes = new AttributesDecoder(limits, texts, tally);
        this.eventDecoder = new EventDecoder(tally, texts, sharedAttributes);
        this.linkDecoder = new LinkDecoder(tally, texts, sharedAttributes);
        this.statusDecoder = new StatusDecoder(tally, texts);
    }

    /** Reads the length-delimited {@code Span} that comes next; passes nothing on if it is malformed. */
    void read(WireReader in, Resource resource, InstrumentationScope scope, SpanConsumer into) throws IOException {
        int message = in.enter();
        int end = in.end();
        reset();
        try {
            int tag;
            while ((tag = in.nextTag()) != 0) {
                field(in, tag);
            }
            in.leave(message);
        } catch (IOException e) {
            in.abandon(message, end);
            tally.fault(e);
            tally.malformedSpan();
            return;
        }
        into.accept(span(resource, scope), parentIdReadable);
    }

    private void field(WireReader in, int tag) throws IOException {
        switch (tag) {
            case TRACE_ID_FIELD_NUMBER << 3 | LEN -> traceId = in.traceId();
            case SPAN_ID_FIELD_NUMBER << 3 | LEN -> spanId = in.id64();
            case TRACE_STATE_FIELD_NUMBER << 3 | LEN -> traceState = texts.traceState(in);
            case PARENT_SPAN_ID_FIELD_NUMBER << 3 | LEN -> parent(in);
            case FLAGS_FIELD_NUMBER << 3 | I32 -> flags = in.fixed32();
            case NAME_FIELD_NUMBER << 3 | LEN -> name = texts.name(in);
            case KIND_FIELD_NUMBER << 3 | VARINT -> kind = in.varint32();
            case START_TIME_UNIX_NANO_FIELD_NUMBER << 3 | I64 -> start = in.fixed64();
            case END_TIME_UNIX_NANO_FIELD_NUMBER << 3 | I64 -> end = in.fixed64();
            case ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
            case DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> droppedAttributes = in.varint32();
            case EVENTS_FIELD_NUMBER << 3 | LEN -> event(in, tag);
            case DROPPED_EVENTS_COUNT_FIELD_NUMBER << 3 | VARINT -> droppedEvents = in.varint32();
            case LINKS_FIELD_NUMBER << 3 | LEN -> link(in, tag);
            case DROPPED_LINKS_COUNT_FIELD_NUMBER << 3 | VARINT -> droppedLinks = in.varint32();
            case STATUS_FIELD_NUMBER << 3 | LEN -> status = statusDecoder.read(in);
            default -> in.skipUnknown(tag, tally);
        }
    }

    /**
     * Without a parent id, or with eight zeros as some senders write it, the span is a root; an id of another length is
     * unreadable.
     */
    private void parent(WireReader in) throws IOException {
        int size = in.length();
        parentIdReadable = size == 0 || size == Long.BYTES;
        parentSpanId = in.id64(size);
    }

    private void event(WireReader in, int tag) throws IOException {
        if (events.size() < limits.events()) {
            Event event = eventDecoder.read(in);
            if (event != null) {
                events.add(event);
                return;
            }
        } else {
            in.skip(tag);
        }
        eventsDroppedHere++;
        tally.droppedEvent();
    }

    private void link(WireReader in, int tag) throws IOException {
        if (links.size() < limits.links()) {
            Link link = linkDecoder.read(in);
            if (link != null) {
                links.add(link);
                return;
            }
        } else {
            in.skip(tag);
        }
        linksDroppedHere++;
        tally.droppedLink();
    }

    private Span span(Resource resource, InstrumentationScope scope) {
        Span.Dropped dropped = Span.Dropped.of(
                Counts.add(droppedAttributes, attributes.dropped()),
                Counts.add(droppedEvents, eventsDroppedHere),
                Counts.add(droppedLinks, linksDroppedHere));
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                traceState,
                flags,
                name,
                SpanKind.of(kind),
                start,
                end,
                attributes.take(),
                List.copyOf(events),
                List.copyOf(links),
                dropped,
                status,
                resource,
                scope);
    }

    private void reset() {
        traceId = NO_TRACE;
        spanId = 0;
        parentSpanId = 0;
        parentIdReadable = true;
        traceState = "";
        flags = 0;
        name = "";
        kind = 0;
        start = 0;
        end = 0;
        attributes.clear();
        droppedAttributes = 0;
        events.clear();
        droppedEvents = 0;
        eventsDroppedHere = 0;
        links.clear();
        droppedLinks = 0;
        linksDroppedHere = 0;
        status = Status.UNSET;
    }
}
