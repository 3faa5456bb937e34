// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.NoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes as bytes: a count, then for each attribute its key (see {@link KnownKeys}), a byte for the type, the
 * value. Or first all keys, then all types and values: spans with the same keys then repeat them as one text, which
 * compresses better.
 */
public final class AttributesCodec {
    private static final int TEXT = 0;
    private static final int LONG = 1;
    private static final int DOUBLE = 2;
    private static final int FALSE = 3;
    private static final int TRUE = 4;
    private static final int BYTES = 5;
    private static final int LIST = 6;
    private static final int MAP = 7;
    private static final int NOTHING = 8;

    private AttributesCodec() {}

    static void write(Attributes attributes, ByteSink sink) {
        sink.varint(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            key(attributes.key(i), sink);
            value(attributes.value(i), sink);
        }
    }

    static Attributes read(ByteSource source) {
        int size = source.count();
        Object[] keysAndValues = new Object[2 * size];
        for (int i = 0; i < size; i++) {
            keysAndValues[2 * i] = key(source);
            keysAndValues[2 * i + 1] = value(source);
        }
        return Attributes.ofFlat(keysAndValues);
    }

    static void writeKeysFirst(Attributes attributes, ByteSink sink) {
        sink.varint(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            key(attributes.key(i), sink);
        }
        for (int i = 0; i < attributes.size(); i++) {
            value(attributes.value(i), sink);
        }
    }

    static Attributes readKeysFirst(ByteSource source) {
        int size = source.count();
        Object[] keysAndValues = new Object[2 * size];
        for (int i = 0; i < size; i++) {
            keysAndValues[2 * i] = key(source);
        }
        for (int i = 0; i < size; i++) {
            keysAndValues[2 * i + 1] = value(source);
        }
        return Attributes.ofFlat(keysAndValues);
    }

    public static void key(String key, ByteSink sink) {
        Integer number = KnownKeys.number(key);
        sink.varint(number == null ? 0 : number);
        if (number == null) {
            sink.text(key);
        }
    }

    public static String key(ByteSource source) {
        long number = source.varint();
        return SharedTexts.of(number == 0 ? source.text() : KnownKeys.key(number));
    }

    public static void value(Object value, ByteSink sink) {
        if (value instanceof String text) {
            sink.int8(TEXT);
            sink.text(text);
        } else if (value instanceof Long number) {
            sink.int8(LONG);
            sink.zigzag(number);
        } else if (value instanceof Double number) {
            sink.int8(DOUBLE);
            sink.int64(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            sink.int8(flag ? TRUE : FALSE);
        } else if (value instanceof byte[] bytes) {
            sink.int8(BYTES);
            sink.bytes(bytes);
        } else if (value instanceof List<?> list) {
            sink.int8(LIST);
            sink.varint(list.size());
            list.forEach(element -> value(element, sink));
        } else if (value instanceof Map<?, ?> map) {
            sink.int8(MAP);
            sink.varint(map.size());
            map.forEach((key, element) -> {
                key((String) key, sink);
                value(element, sink);
            });
        } else if (value == NoValue.NONE) {
            sink.int8(NOTHING);
        } else {
            throw new IllegalArgumentException("an attribute cannot hold a " + value.getClass());
        }
    }

    public static Object value(ByteSource source) {
        int type = source.int8();
        return switch (type) {
            case TEXT -> source.text();
            case LONG -> source.zigzag();
            case DOUBLE -> Double.longBitsToDouble(source.int64());
            case FALSE -> false;
            case TRUE -> true;
            case BYTES -> source.bytes();
            case LIST -> list(source);
            case MAP -> map(source);
            case NOTHING -> NoValue.NONE;
            default -> throw new CorruptDataException("an attribute has the unknown type " + type);
        };
    }

    private static List<Object> list(ByteSource source) {
        int size = source.count();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(value(source));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, Object> map(ByteSource source) {
        int size = source.count();
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key(source), value(source));
        }
        return Collections.unmodifiableMap(map);
    }
}
