// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.method;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments as values of attributes: numbers, texts and booleans, arrays and lists of them; the text of all others. */
final class ArgumentValues {
    /** More elements than a span keeps are not read. */
    private static final int MOST_ELEMENTS = 128;

    private ArgumentValues() {}

    /** Returns null if there is no value: for null, and for an object of the application that fails to describe itself. */
    static @Nullable Object of(@Nullable Object argument) {
        try {
            if (argument instanceof List) {
                return elements((List<?>) argument);
            }
            return argument != null && argument.getClass().isArray() ? elements(argument) : single(argument);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Object[] elements(List<?> list) {
        List<Object> elements = new ArrayList<>();
        for (Object each : list) {
            if (elements.size() == MOST_ELEMENTS) {
                break;
            }
            add(each, elements);
        }
        return elements.toArray();
    }

    private static Object[] elements(Object array) {
        int length = Math.min(Array.getLength(array), MOST_ELEMENTS);
        List<Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            add(Array.get(array, i), elements);
        }
        return elements.toArray();
    }

    private static void add(@Nullable Object element, List<Object> elements) {
        Object value = single(element);
        if (value != null) {
            elements.add(value);
        }
    }

    private static @Nullable Object single(@Nullable Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return value == null || value instanceof Boolean ? value : value.toString();
    }
}
