// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;
import static io.opentelemetry.proto.common.v1.InstrumentationScope.ATTRIBUTES_FIELD_NUMBER;
import static io.opentelemetry.proto.common.v1.InstrumentationScope.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER;
import static io.opentelemetry.proto.common.v1.InstrumentationScope.NAME_FIELD_NUMBER;
import static io.opentelemetry.proto.common.v1.InstrumentationScope.VERSION_FIELD_NUMBER;

import dapper.storage.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;

/** Reads the scope that all spans of a {@code ScopeSpans} share. Used by one thread. */
final class ScopeDecoder {
    private final LimitTally tally;
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;
    private String name = "";
    private String version = "";
    private int dropped;

    ScopeDecoder(LimitTally tally, BoundedTexts texts, AttributesDecoder attributes) {
        this.tally = tally;
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Reads a whole {@code ScopeSpans} and skips its spans: the scope may come after them. */
    InstrumentationScope read(WireReader in) throws IOException {
        attributes.clear();
        name = "";
        version = "";
        dropped = 0;
        String schemaUrl = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case ScopeSpans.SCOPE_FIELD_NUMBER << 3 | LEN -> readScope(in);
                case ScopeSpans.SCHEMA_URL_FIELD_NUMBER << 3 | LEN -> schemaUrl = texts.name(in);
                case ScopeSpans.SPANS_FIELD_NUMBER << 3 | LEN -> in.skip(tag);
                default -> in.skipUnknown(tag, tally);
            }
        }
        int allDropped = Counts.add(dropped, attributes.dropped());
        return new InstrumentationScope(name, version, attributes.take(), allDropped, schemaUrl);
    }

    /** The part of a malformed scope before the fault is kept. */
    private void readScope(WireReader in) throws IOException {
        int message = in.enter();
        int end = in.end();
        try {
            int tag;
            while ((tag = in.nextTag()) != 0) {
                switch (tag) {
                    case NAME_FIELD_NUMBER << 3 | LEN -> name = texts.name(in);
                    case VERSION_FIELD_NUMBER << 3 | LEN -> version = texts.name(in);
                    case ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
                    case DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> dropped = in.varint32();
                    default -> in.skipUnknown(tag, tally);
                }
            }
            in.leave(message);
        } catch (IOException e) {
            in.abandon(message, end);
            tally.fault(e);
            attributes.drop();
        }
    }
}
