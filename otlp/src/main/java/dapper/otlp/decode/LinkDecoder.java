// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.I32;
import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;

import dapper.storage.Link;
import dapper.storage.TraceId;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the links of spans. Used by one thread. */
final class LinkDecoder {
    private static final TraceId NONE = new TraceId(0, 0);

    private final LimitTally tally;
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;

    LinkDecoder(LimitTally tally, BoundedTexts texts, AttributesDecoder attributes) {
        this.tally = tally;
        this.texts = texts;
        this.attributes = attributes;
    }

    /**
     * Reads the length-delimited {@code Span.Link} that comes next. A link without ids is kept too: its attributes or
     * its tracestate may be useful.
     *
     * @return null if it is malformed or an id has a wrong length
     */
    @Nullable
    Link read(WireReader in) throws IOException {
        int message = in.enter();
        int end = in.end();
        attributes.clear();
        try {
            Link link = fields(in);
            in.leave(message);
            return link;
        } catch (IOException e) {
            in.abandon(message, end);
            tally.fault(e);
            return null;
        }
    }

    private @Nullable Link fields(WireReader in) throws IOException {
        TraceId traceId = NONE;
        long spanId = 0;
        boolean readable = true;
        String traceState = "";
        int dropped = 0;
        int flags = 0;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case Span.Link.TRACE_ID_FIELD_NUMBER << 3 | LEN -> {
                    int size = in.length();
                    readable &= size == 0 || size == 2 * Long.BYTES;
                    traceId = in.traceId(size);
                }
                case Span.Link.SPAN_ID_FIELD_NUMBER << 3 | LEN -> {
                    int size = in.length();
                    readable &= size == 0 || size == Long.BYTES;
                    spanId = in.id64(size);
                }
                case Span.Link.TRACE_STATE_FIELD_NUMBER << 3 | LEN -> traceState = texts.traceState(in);
                case Span.Link.ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
                case Span.Link.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> dropped = in.varint32();
                case Span.Link.FLAGS_FIELD_NUMBER << 3 | I32 -> flags = in.fixed32();
                default -> in.skipUnknown(tag, tally);
            }
        }
        if (!readable) {
            tally.fault("a link has an id of a wrong length");
            return null;
        }
        int allDropped = Counts.add(dropped, attributes.dropped());
        return new Link(traceId, spanId, traceState, attributes.take(), allDropped, flags);
    }
}
