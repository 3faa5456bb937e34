// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import static dapper.collector.otlp.WireReader.LEN;
import static dapper.collector.otlp.WireReader.VARINT;

import dapper.storage.Attributes;
import dapper.storage.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;

/** Reads what all spans of a {@code ResourceSpans} share. Used by one thread. */
final class ResourceDecoder {
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;

    ResourceDecoder(BoundedTexts texts, AttributesDecoder attributes) {
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Goes over a whole {@code ResourceSpans} and skips its spans: the resource may come after them. */
    Resource read(WireReader in) throws IOException {
        Attributes taken = Attributes.EMPTY;
        int dropped = 0;
        String schemaUrl = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case ResourceSpans.RESOURCE_FIELD_NUMBER << 3 | LEN -> {
                    dropped = readResource(in);
                    taken = attributes.take();
                }
                case ResourceSpans.SCHEMA_URL_FIELD_NUMBER << 3 | LEN -> schemaUrl = texts.name(in);
                default -> in.skip(tag);
            }
        }
        return new Resource(taken, dropped, schemaUrl);
    }

    private int readResource(WireReader in) throws IOException {
        int message = in.enter();
        attributes.clear();
        int dropped = 0;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case io.opentelemetry.proto.resource.v1.Resource.ATTRIBUTES_FIELD_NUMBER << 3 | LEN ->
                    attributes.read(in);
                case io.opentelemetry.proto.resource.v1.Resource.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT ->
                    dropped = in.varint32();
                default -> in.skip(tag);
            }
        }
        in.leave(message);
        return Counts.add(dropped, attributes.dropped());
    }
}
