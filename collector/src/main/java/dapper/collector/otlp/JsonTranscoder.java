// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;

/**
 * Rewrites an OTLP request from JSON to protobuf's binary form, so that one decoder and one set of limits serve both.
 * Safe for use by many threads.
 *
 * <p>OTLP's JSON is protobuf's JSON with ids in hexadecimal digits instead of base64, which protobuf's own parser
 * cannot be taught; the names and numbers of the fields come from the generated classes, so a new OTLP field needs
 * nothing here.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON Protobuf Encoding</a>
 */
public final class JsonTranscoder {
    /** Values nest two or three JSON levels a value level; spans themselves take eight. */
    private static final int DEEPEST = 100;

    private final Descriptor request;
    private final JsonFields fields;
    private final JsonScalars scalars = new JsonScalars();
    private final JsonFactory factory = JsonFactory.builder()
            // A table of all names ever seen would be the senders' to fill.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** @param request one of OTLP's request messages */
    public JsonTranscoder(Descriptor request) {
        this.request = request;
        this.fields = new JsonFields(request);
    }

    /**
     * @param json in UTF-8
     * @throws MalformedRequestException if this is no JSON or no OTLP; the message says where
     */
    public byte[] toProtobuf(byte[] json) throws MalformedRequestException {
        try (JsonParser parser = factory.createParser(json)) {
            WireBuffer out = new WireBuffer(json.length / 2);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw JsonScalars.unexpected(parser, "the request must be an object");
            }
            writeMessage(parser, request, out);
            if (parser.nextToken() != null) {
                throw JsonScalars.unexpected(parser, "something follows the end of the request");
            }
            return out.toBytes();
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new MalformedRequestException("the body is not OTLP JSON: " + e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw new MalformedRequestException("the body is not OTLP JSON: " + e.getMessage(), e);
        }
    }

    /** The parser stands on the opening brace, afterwards on the closing one. */
    private void writeMessage(JsonParser parser, Descriptor message, WireBuffer out) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.find(message, parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null || value == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else if (field.isRepeated()) {
                writeRepeated(parser, field, out);
            } else {
                writeValue(parser, field, out);
            }
        }
    }

    private void writeRepeated(JsonParser parser, FieldDescriptor field, WireBuffer out) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw JsonScalars.unexpected(parser, field.getJsonName() + " must be an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            writeValue(parser, field, out);
        }
    }

    private void writeValue(JsonParser parser, FieldDescriptor field, WireBuffer out) throws IOException {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            scalars.write(parser, field, out);
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw JsonScalars.unexpected(parser, field.getJsonName() + " must be an object");
        }
        int opened = out.open(field.getNumber());
        writeMessage(parser, field.getMessageType(), out);
        out.close(opened);
    }
}
