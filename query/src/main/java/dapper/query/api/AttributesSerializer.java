// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import java.io.IOException;
import java.util.Map;

/**
 * Attributes as a JSON object. Values that JSON or JavaScript cannot represent exactly are strings: whole numbers
 * beyond 2^53, bytes (as hexadecimal digits), and the doubles that are not finite numbers.
 */
final class AttributesSerializer extends JsonSerializer<Attributes> {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    @Override
    public void serialize(Attributes attributes, JsonGenerator json, SerializerProvider serializers)
            throws IOException {
        json.writeStartObject();
        for (int i = 0; i < attributes.size(); i++) {
            json.writeFieldName(attributes.key(i));
            write(attributes.value(i), json);
        }
        json.writeEndObject();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Long number && isSafe(number)) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value == NoValue.NONE) {
            json.writeNull();
        } else {
            json.writeString(Attributes.text(value));
        }
    }

    /** Two comparisons, because the absolute value of the smallest number is negative. */
    private static boolean isSafe(long number) {
        return number >= -MAX_SAFE_INTEGER && number <= MAX_SAFE_INTEGER;
    }
}
