// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.I64;
import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;

import dapper.storage.Event;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the events of spans. Used by one thread. */
final class EventDecoder {
    private final LimitTally tally;
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;

    EventDecoder(LimitTally tally, BoundedTexts texts, AttributesDecoder attributes) {
        this.tally = tally;
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Reads the length-delimited {@code Span.Event} that comes next; returns null if it is malformed. */
    @Nullable
    Event read(WireReader in) throws IOException {
        int message = in.enter();
        int end = in.end();
        attributes.clear();
        try {
            Event event = fields(in);
            in.leave(message);
            return event;
        } catch (IOException e) {
            in.abandon(message, end);
            tally.fault(e);
            return null;
        }
    }

    private Event fields(WireReader in) throws IOException {
        long time = 0;
        String name = "";
        int dropped = 0;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case Span.Event.TIME_UNIX_NANO_FIELD_NUMBER << 3 | I64 -> time = in.fixed64();
                case Span.Event.NAME_FIELD_NUMBER << 3 | LEN -> name = texts.name(in);
                case Span.Event.ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
                case Span.Event.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> dropped = in.varint32();
                default -> in.skipUnknown(tag, tally);
            }
        }
        int allDropped = Counts.add(dropped, attributes.dropped());
        return new Event(time, name, attributes.take(), allDropped);
    }
}
