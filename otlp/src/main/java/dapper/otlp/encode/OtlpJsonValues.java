// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The small parts of OTLP JSON: fields that are omitted if they have their default, and AnyValue. */
final class OtlpJsonValues {
    private final JsonGenerator json;

    OtlpJsonValues(JsonGenerator json) {
        this.json = json;
    }

    void text(String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }

    void texts(String field, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    /** An unsigned 64-bit number. */
    void time(String field, long unixNanos) throws IOException {
        json.writeStringField(field, Long.toUnsignedString(unixNanos));
    }

    /** An unsigned 32-bit number. */
    void count(String field, int count) throws IOException {
        if (count != 0) {
            json.writeNumberField(field, Integer.toUnsignedLong(count));
        }
    }

    void attributes(Attributes attributes, int dropped) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (int i = 0; i < attributes.size(); i++) {
            keyValue(attributes.key(i), attributes.value(i));
        }
        json.writeEndArray();
        count("droppedAttributesCount", dropped);
    }

    private void keyValue(String key, Object value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeFieldName("value");
        anyValue(value);
        json.writeEndObject();
    }

    private void anyValue(Object value) throws IOException {
        json.writeStartObject();
        if (value instanceof Boolean flag) {
            json.writeBooleanField("boolValue", flag);
        } else if (value instanceof Long number) {
            json.writeStringField("intValue", number.toString());
        } else if (value instanceof Double number) {
            doubleValue(number);
        } else if (value instanceof byte[] bytes) {
            json.writeStringField("bytesValue", Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Iterable<?> list) {
            json.writeObjectFieldStart("arrayValue");
            json.writeArrayFieldStart("values");
            for (Object element : list) {
                anyValue(element);
            }
            json.writeEndArray();
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeObjectFieldStart("kvlistValue");
            json.writeArrayFieldStart("values");
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                keyValue(entry.getKey().toString(), entry.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
        } else if (value != NoValue.NONE) {
            json.writeStringField("stringValue", value.toString());
        }
        json.writeEndObject();
    }

    private void doubleValue(double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumberField("doubleValue", number);
        } else {
            json.writeStringField("doubleValue", Double.toString(number));
        }
    }
}
