// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.AttributeList;
import dapper.bootstrap.Span;
import io.opentelemetry.api.common.Attributes;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of the API as the agent records them. */
final class AttributeValues {
    private AttributeValues() {}

    static void set(Span span, String key, Object value) {
        span.setValue(AttributeKey.of(key), of(value));
    }

    static AttributeList list(@Nullable Attributes attributes) {
        AttributeList list = new AttributeList();
        if (attributes != null && !attributes.isEmpty()) {
            attributes.forEach((key, value) -> list.add(AttributeKey.of(key.getKey()), of(value)));
        }
        return list;
    }

    /** Lists become arrays; a value that is neither a number, a text, a boolean nor a list becomes a text. */
    static Object of(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        return value instanceof List ? array((List<?>) value) : text(value);
    }

    private static Object[] array(List<?> values) {
        List<Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            if (value != null) {
                elements.add(of(value));
            }
        }
        return elements.toArray();
    }

    /** {@code io.opentelemetry.api.common.Value}, which the API has from 1.42 on, has a text of its own, JSON. */
    private static String text(Object value) {
        try {
            Class<?> type =
                    Class.forName("io.opentelemetry.api.common.Value", false, AttributeValues.class.getClassLoader());
            if (type.isInstance(value)) {
                Method asString = type.getMethod("asString");
                return String.valueOf(asString.invoke(value));
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // An older API, or another type: its own text has to do.
        }
        return String.valueOf(value);
    }
}
