// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rewrites an OTLP request from JSON to protobuf's binary form, so that one decoder and one set of limits serve both.
 * Safe for use by many threads.
 *
 * <p>OTLP's JSON is protobuf's JSON with ids in hexadecimal digits instead of base64, which protobuf's own parser does
 * not support. The names and numbers of the fields come from the generated classes, so a new OTLP field needs no change
 * here.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON Protobuf Encoding</a>
 */
public final class JsonTranscoder {
    /** No real sender nests this deeply; bounds the memory that the parser holds for the levels. */
    private static final int DEEPEST_JSON = 10_000;

    /**
     * In messages. Deeper than any value that the decoder keeps ({@link SpanLimits}), and far from a stack overflow.
     */
    private static final int DEEPEST_MESSAGE = 64;

    private static final byte[] WRONG_LENGTH = {0};

    private final Descriptor request;
    private final Set<Descriptor> units;
    private final JsonFields fields;
    private final JsonScalars scalars = new JsonScalars();
    private final JsonFactory factory = JsonFactory.builder()
            // Senders could fill a table of all names ever seen.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_JSON)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * @param request one of OTLP's request messages
     * @param units messages that limit the damage of a faulty value in them: it is written as a malformed field, which
     *     invalidates the innermost message around it and no other. A fault elsewhere refuses the request.
     */
    public JsonTranscoder(Descriptor request, Descriptor... units) {
        this.request = request;
        this.units = Set.of(units);
        this.fields = new JsonFields(request);
    }

    /** Returns a transcoder for spans: each span is a unit, and so are the messages that spans share. */
    public static JsonTranscoder ofTraces() {
        return new JsonTranscoder(
                ExportTraceServiceRequest.getDescriptor(),
                Span.getDescriptor(),
                Resource.getDescriptor(),
                InstrumentationScope.getDescriptor());
    }

    /**
     * @param json in UTF-8
     * @param faults receives a sentence for each faulty value in a unit
     * @throws MalformedRequestException if this is not JSON or not OTLP; the message gives the position
     */
    public byte[] toProtobuf(byte[] json, Consumer<String> faults) throws MalformedRequestException {
        try (JsonParser parser = factory.createParser(json)) {
            WireBuffer out = new WireBuffer(json.length / 2);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonFaultException(parser, "the request must be an object");
            }
            new Transcoding(parser, out, faults).writeMessage(request, 0, false);
            if (parser.nextToken() != null) {
                throw new JsonFaultException(parser, "something follows the end of the request");
            }
            return out.toBytes();
        } catch (JsonProcessingException e) {
            throw new MalformedRequestException("the body is not OTLP JSON: " + sentence(e), e);
        } catch (IOException e) {
            throw new MalformedRequestException("the body is not OTLP JSON: " + e.getMessage(), e);
        }
    }

    private static String sentence(JsonProcessingException e) {
        JsonLocation where = e.getLocation();
        return where == null
                ? e.getOriginalMessage()
                : e.getOriginalMessage() + " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    /** One request. */
    private final class Transcoding {
        private final JsonParser parser;
        private final WireBuffer out;
        private final Consumer<String> faults;

        Transcoding(JsonParser parser, WireBuffer out, Consumer<String> faults) {
            this.parser = parser;
            this.out = out;
            this.faults = faults;
        }

        /**
         * Writes a message. The parser is at the opening brace, afterwards at the closing one.
         *
         * @param inUnit whether faults here do not refuse the request
         */
        void writeMessage(Descriptor message, int depth, boolean inUnit) throws IOException {
            if (depth > DEEPEST_MESSAGE) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                FieldDescriptor field = fields.find(message, parser.currentName());
                JsonToken value = parser.nextToken();
                if (field == null) {
                    parser.skipChildren();
                    out.unknown();
                } else if (value == JsonToken.VALUE_NULL) {
                    parser.skipChildren();
                } else if (field.isRepeated()) {
                    writeRepeated(field, depth, inUnit);
                } else {
                    writeValue(field, depth, inUnit);
                }
            }
        }

        private void writeRepeated(FieldDescriptor field, int depth, boolean inUnit) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                spoil(field, inUnit, new JsonFaultException(parser, field.getJsonName() + " must be an array"));
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                writeValue(field, depth, inUnit);
            }
        }

        private void writeValue(FieldDescriptor field, int depth, boolean inUnit) throws IOException {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                writeNested(field, depth, inUnit || units.contains(field.getMessageType()));
                return;
            }
            try {
                scalars.write(parser, field, out);
            } catch (JsonFaultException e) {
                spoil(field, inUnit, e);
            }
        }

        private void writeNested(FieldDescriptor field, int depth, boolean inUnit) throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                int opened = out.open(field.getNumber());
                writeMessage(field.getMessageType(), depth + 1, inUnit);
                out.close(opened);
            } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
                // In an array, a null is an element like the others.
                out.close(out.open(field.getNumber()));
            } else {
                spoil(field, inUnit, new JsonFaultException(parser, field.getJsonName() + " must be an object"));
            }
        }

        /** Writes a malformed field in place of the value at which the parser is, and skips that value. */
        private void spoil(FieldDescriptor field, boolean inUnit, JsonFaultException fault) throws IOException {
            if (!inUnit) {
                throw fault;
            }
            faults.accept(sentence(fault));
            parser.skipChildren();
            if (JsonScalars.isId(field)) {
                out.bytes(field.getNumber(), WRONG_LENGTH);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int opened = out.open(field.getNumber());
                out.spoil();
                out.close(opened);
            } else {
                out.spoil();
            }
        }
    }
}
