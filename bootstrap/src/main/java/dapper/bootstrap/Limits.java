// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Arrays;

/** Upper bounds on the content of one span, so that annotations never displace structure (paper, section 2.3). */
public final class Limits {
    public static final Limits DEFAULT = new Limits(1_024, 128, 128, 128);

    static final char MAX_COUNT = Character.MAX_VALUE;

    /** Longer attribute values are cut, in UTF-16 units. Query texts are bounded separately, when they are made. */
    final int valueLength;

    final int attributes;
    final int events;
    final int links;

    public Limits(int valueLength, int attributes, int events, int links) {
        this.valueLength = valueLength;
        this.attributes = attributes;
        this.events = Math.min(events, MAX_COUNT);
        this.links = Math.min(links, MAX_COUNT);
    }

    /** Saturates at the end of the range. */
    static char increment(char count) {
        return count == MAX_COUNT ? count : (char) (count + 1);
    }

    /** Never cuts between the two halves of a surrogate pair. */
    static String cut(String value, int length) {
        if (value.length() <= length) {
            return value;
        }
        return value.substring(0, Character.isHighSurrogate(value.charAt(length - 1)) ? length - 1 : length);
    }

    /** @param value String, Boolean, Long, Double, or an array of one of them; the same object unless it exceeds the limits */
    Object cut(Object value) {
        if (value instanceof String) {
            return cut((String) value, valueLength);
        }
        return value instanceof Object[] ? cut((Object[]) value) : value;
    }

    private Object[] cut(Object[] values) {
        int count = Math.min(values.length, attributes);
        boolean fits = count == values.length;
        for (int i = 0; fits && i < count; i++) {
            fits = !(values[i] instanceof String) || ((String) values[i]).length() <= valueLength;
        }
        if (fits) {
            return values;
        }
        Object[] cut = Arrays.copyOf(values, count);
        for (int i = 0; i < count; i++) {
            cut[i] = cut[i] instanceof String ? cut((String) cut[i], valueLength) : cut[i];
        }
        return cut;
    }
}
