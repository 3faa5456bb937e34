// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of keys with values, in the order they were recorded.
 *
 * <p>A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@code byte[]}, a {@link List} of
 * values, a {@link Map} from string to value, or {@link NoValue}: the types of values that OTLP has. Keys are unique
 * and may be empty.
 */
public final class Attributes {
    public static final Attributes EMPTY = new Attributes(new Object[0]);

    /** Up to here every integer is a double of its own. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private final Object[] keysAndValues;

    private Attributes(Object[] keysAndValues) {
        this.keysAndValues = keysAndValues;
    }

    /** Takes key, value, key, value...; the array is not copied and must not change afterwards. */
    public static Attributes ofFlat(Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a key without a value");
        }
        return keysAndValues.length == 0 ? EMPTY : new Attributes(keysAndValues);
    }

    public int size() {
        return keysAndValues.length / 2;
    }

    public boolean isEmpty() {
        return keysAndValues.length == 0;
    }

    public String key(int index) {
        return (String) keysAndValues[2 * index];
    }

    public Object value(int index) {
        return keysAndValues[2 * index + 1];
    }

    /** Returns those with one of these keys, in this order; this object if it has no others. */
    public Attributes only(Set<String> keys) {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keys.contains((String) keysAndValues[i])) {
                kept.add(keysAndValues[i]);
                kept.add(keysAndValues[i + 1]);
            }
        }
        return kept.size() == keysAndValues.length ? this : ofFlat(kept.toArray());
    }

    public @Nullable Object get(String key) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i].equals(key)) {
                return keysAndValues[i + 1];
            }
        }
        return null;
    }

    /** Returns the value as a user writes it in a search: text as it is, numbers in decimal, booleans in lower case. */
    public @Nullable String text(String key) {
        Object value = get(key);
        return value == null ? null : text(value);
    }

    /** See {@link #text(String)}; lists read {@code [a, b]}, maps {@code {k=v}}, bytes as hexadecimal digits, also in lists. */
    public static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Attributes::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** Returns a value as conditions compare it: texts, numbers and booleans as they are, all else as its text. */
    public static Object plain(Object value) {
        boolean isPlain =
                value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean;
        return isPlain ? value : text(value);
    }

    /**
     * Passes on the texts by which a search finds a value: its {@link #text(Object)}, those of the elements of a list,
     * and for a float without fraction also that of the integer.
     */
    public static void searchTexts(Object value, Consumer<String> found) {
        found.accept(text(value));
        if (value instanceof List<?> list) {
            list.forEach(element -> searchTexts(element, found));
        } else if (isInteger(value)) {
            found.accept(Long.toString(((Double) value).longValue()));
        }
    }

    /** Returns whether it is a float without fraction that stands for one integer. */
    private static boolean isInteger(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS;
    }

    /** Returns the text by which a search finds the values that equal a text, number or boolean, see {@link #searchTexts}. */
    public static String searchText(Object operand) {
        return isInteger(operand) ? Long.toString(((Double) operand).longValue()) : text(operand);
    }

    /** Returns whether there is such a value, see {@link #searchTexts}. */
    public boolean has(String key, String searched) {
        Object value = get(key);
        if (value instanceof String text) {
            return text.equals(searched);
        }
        Set<String> texts = new HashSet<>();
        if (value != null) {
            searchTexts(value, texts::add);
        }
        return texts.contains(searched);
    }

    public void forEach(BiConsumer<String, Object> action) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            action.accept((String) keysAndValues[i], keysAndValues[i + 1]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes that && Arrays.deepEquals(keysAndValues, that.keysAndValues);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(keysAndValues);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((key, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(key)
                .append('=')
                .append(text(Objects.requireNonNull(value))));
        return text.append('}').toString();
    }
}
