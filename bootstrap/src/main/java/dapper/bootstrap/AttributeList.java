// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.Arrays;

/**
 * The attributes that an application gives an event or a link, within the limits of a span: longer values are cut, and
 * further attributes are counted and dropped. For one thread at a time.
 */
public final class AttributeList {
    private static final Object[] NONE = new Object[0];

    private Object[] entries = NONE;
    private int length;
    private int dropped;

    /**
     * Adds an attribute, or replaces that of the same key.
     *
     * @param value String, Boolean, Long, Double, or an array of one of them without null, which must not change
     *     afterwards
     */
    public void add(AttributeKey key, Object value) {
        addBounded(key, Tracer.limits().cut(value));
    }

    void addBounded(AttributeKey key, Object value) {
        for (int i = 0; i < length; i += 2) {
            if (entries[i] == key) {
                entries[i + 1] = value;
                return;
            }
        }
        if (length == 2 * Tracer.limits().attributes) {
            dropped++;
            return;
        }
        if (length == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(4, 2 * length));
        }
        entries[length] = key;
        entries[length + 1] = value;
        length += 2;
    }

    void addAll(AttributeList others) {
        for (int i = 0; i < others.length; i += 2) {
            addBounded((AttributeKey) others.entries[i], others.entries[i + 1]);
        }
        dropped += others.dropped;
    }

    int dropped() {
        return dropped;
    }

    /** {@link AttributeKey}, value, {@link AttributeKey}, value... */
    Object[] toArray() {
        return length == entries.length ? entries : Arrays.copyOf(entries, length);
    }
}
