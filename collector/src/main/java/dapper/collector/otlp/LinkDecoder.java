// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import static dapper.collector.otlp.WireReader.I32;
import static dapper.collector.otlp.WireReader.LEN;
import static dapper.collector.otlp.WireReader.VARINT;

import dapper.storage.Link;
import dapper.storage.TraceId;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;

/** Reads the links of spans. Used by one thread. */
final class LinkDecoder {
    private static final TraceId NONE = new TraceId(0, 0);

    private final BoundedTexts texts;
    private final AttributesDecoder attributes;

    LinkDecoder(BoundedTexts texts, AttributesDecoder attributes) {
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Reads the length-delimited {@code Span.Link} that comes next; ids of a wrong length read as zero. */
    Link read(WireReader in) throws IOException {
        int message = in.enter();
        attributes.clear();
        TraceId traceId = NONE;
        long spanId = 0;
        String traceState = "";
        int dropped = 0;
        int flags = 0;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case Span.Link.TRACE_ID_FIELD_NUMBER << 3 | LEN -> traceId = in.traceId();
                case Span.Link.SPAN_ID_FIELD_NUMBER << 3 | LEN -> spanId = in.id64();
                case Span.Link.TRACE_STATE_FIELD_NUMBER << 3 | LEN -> traceState = texts.traceState(in);
                case Span.Link.ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
                case Span.Link.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> dropped = in.varint32();
                case Span.Link.FLAGS_FIELD_NUMBER << 3 | I32 -> flags = in.fixed32();
                default -> in.skip(tag);
            }
        }
        in.leave(message);
        int allDropped = Counts.add(dropped, attributes.dropped());
        return new Link(traceId, spanId, traceState, attributes.take(), allDropped, flags);
    }
}
