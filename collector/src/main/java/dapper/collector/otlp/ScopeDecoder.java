// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import static dapper.collector.otlp.WireReader.LEN;

import dapper.storage.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;

/** Reads what all spans of a {@code ScopeSpans} share. Used by one thread. */
final class ScopeDecoder {
    private final BoundedTexts texts;
    private final AttributesDecoder attributes;

    ScopeDecoder(BoundedTexts texts, AttributesDecoder attributes) {
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Goes over a whole {@code ScopeSpans} and skips its spans: the scope may come after them. */
    InstrumentationScope read(WireReader in) throws IOException {
        InstrumentationScope scope = InstrumentationScope.UNKNOWN;
        String schemaUrl = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case ScopeSpans.SCOPE_FIELD_NUMBER << 3 | LEN -> scope = readScope(in);
                case ScopeSpans.SCHEMA_URL_FIELD_NUMBER << 3 | LEN -> schemaUrl = texts.name(in);
                default -> in.skip(tag);
            }
        }
        return new InstrumentationScope(scope.name(), scope.version(), scope.attributes(), schemaUrl);
    }

    private InstrumentationScope readScope(WireReader in) throws IOException {
        int message = in.enter();
        attributes.clear();
        String name = "";
        String version = "";
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case io.opentelemetry.proto.common.v1.InstrumentationScope.NAME_FIELD_NUMBER << 3 | LEN ->
                    name = texts.name(in);
                case io.opentelemetry.proto.common.v1.InstrumentationScope.VERSION_FIELD_NUMBER << 3 | LEN ->
                    version = texts.name(in);
                case io.opentelemetry.proto.common.v1.InstrumentationScope.ATTRIBUTES_FIELD_NUMBER << 3 | LEN ->
                    attributes.read(in);
                default -> in.skip(tag);
            }
        }
        in.leave(message);
        return new InstrumentationScope(name, version, attributes.take(), "");
    }
}
