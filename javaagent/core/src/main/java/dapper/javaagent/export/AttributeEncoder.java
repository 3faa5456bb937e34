// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.AttributeKey;
import java.util.Objects;

/** Writes attributes as OTLP's {@code KeyValue} and {@code AnyValue} (opentelemetry/proto/common/v1/common.proto). */
final class AttributeEncoder {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private static final int STRING_VALUE = 1;
    private static final int BOOL_VALUE = 2;
    private static final int INT_VALUE = 3;
    private static final int DOUBLE_VALUE = 4;
    private static final int ARRAY_VALUE = 5;
    private static final int ARRAY_VALUES = 1;

    private AttributeEncoder() {}

    /** @param attributes {@link AttributeKey}, value, {@link AttributeKey}, value... */
    static void encode(int field, Object[] attributes, int length, ProtobufWriter out) {
        for (int i = 0; i + 1 < length; i += 2) {
            int start = out.begin(field, 1);
            out.bytes(KEY, ((AttributeKey) attributes[i]).utf8());
            int value = out.begin(VALUE, 1);
            value(attributes[i + 1], out);
            out.end(value, 1);
            out.end(start, 1);
        }
    }

    private static void value(Object value, ProtobufWriter out) {
        if (value instanceof String) {
            out.string(STRING_VALUE, (String) value);
        } else if (value instanceof Boolean) {
            out.varint(BOOL_VALUE, (Boolean) value ? 1 : 0);
        } else if (value instanceof Double) {
            out.fixed64(DOUBLE_VALUE, Double.doubleToLongBits((Double) value));
        } else if (value instanceof Number) {
            out.varint(INT_VALUE, ((Number) value).longValue());
        } else if (value instanceof Object[]) {
            array((Object[]) value, out);
        } else {
            out.string(STRING_VALUE, String.valueOf(value));
        }
    }

    private static void array(Object[] values, ProtobufWriter out) {
        int array = out.begin(ARRAY_VALUE, 1);
        for (Object value : values) {
            int element = out.begin(ARRAY_VALUES, 1);
            value(Objects.requireNonNull(value), out);
            out.end(element, 1);
        }
        out.end(array, 1);
    }
}
