// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;
import static io.opentelemetry.proto.resource.v1.Resource.ATTRIBUTES_FIELD_NUMBER;
import static io.opentelemetry.proto.resource.v1.Resource.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER;
import static io.opentelemetry.proto.resource.v1.Resource.ENTITY_REFS_FIELD_NUMBER;

import dapper.storage.Resource;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the resource that all spans of a {@code ResourceSpans} share. Used by one thread. */
final class ResourceDecoder {
    private final SpanLimits limits;
    private final LimitTally tally;
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;
    private final List<dapper.storage.EntityRef> entities = new ArrayList<>();
    private int dropped;

    ResourceDecoder(SpanLimits limits, LimitTally tally, BoundedTexts texts, AttributesDecoder attributes) {
        this.limits = limits;
        this.tally = tally;
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Reads a whole {@code ResourceSpans} and skips its spans: the resource may come after them. */
    Resource read(WireReader in) throws IOException {
        attributes.clear();
        entities.clear();
        dropped = 0;
        String schemaUrl = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case ResourceSpans.RESOURCE_FIELD_NUMBER << 3 | LEN -> readResource(in);
                case ResourceSpans.SCHEMA_URL_FIELD_NUMBER << 3 | LEN -> schemaUrl = texts.name(in);
                case ResourceSpans.SCOPE_SPANS_FIELD_NUMBER << 3 | LEN -> in.skip(tag);
                default -> in.skipUnknown(tag, tally);
            }
        }
        int allDropped = Counts.add(dropped, attributes.dropped());
        return new Resource(attributes.take(), allDropped, schemaUrl, List.copyOf(entities));
    }

    /** The part of a malformed resource before the fault is kept, so that its spans can be found. */
    private void readResource(WireReader in) throws IOException {
        int message = in.enter();
        int end = in.end();
        try {
            int tag;
            while ((tag = in.nextTag()) != 0) {
                switch (tag) {
                    case ATTRIBUTES_FIELD_NUMBER << 3 | LEN -> attributes.read(in);
                    case DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER << 3 | VARINT -> dropped = in.varint32();
                    case ENTITY_REFS_FIELD_NUMBER << 3 | LEN -> readEntity(in, tag);
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

    private void readEntity(WireReader in, int tag) throws IOException {
        if (entities.size() < limits.attributes()) {
            entities.add(entity(in));
        } else {
            in.skip(tag);
            attributes.drop();
        }
    }

    private dapper.storage.EntityRef entity(WireReader in) throws IOException {
        int message = in.enter();
        String schemaUrl = "";
        String type = "";
        List<String> idKeys = new ArrayList<>();
        List<String> descriptionKeys = new ArrayList<>();
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case EntityRef.SCHEMA_URL_FIELD_NUMBER << 3 | LEN -> schemaUrl = texts.name(in);
                case EntityRef.TYPE_FIELD_NUMBER << 3 | LEN -> type = texts.name(in);
                case EntityRef.ID_KEYS_FIELD_NUMBER << 3 | LEN -> readKey(in, idKeys);
                case EntityRef.DESCRIPTION_KEYS_FIELD_NUMBER << 3 | LEN -> readKey(in, descriptionKeys);
                default -> in.skipUnknown(tag, tally);
            }
        }
        in.leave(message);
        return new dapper.storage.EntityRef(schemaUrl, type, List.copyOf(idKeys), List.copyOf(descriptionKeys));
    }

    private void readKey(WireReader in, List<String> into) throws IOException {
        @Nullable String key = texts.key(in);
        if (key != null && into.size() < limits.attributes()) {
            into.add(key);
        } else {
            attributes.drop();
        }
    }
}
