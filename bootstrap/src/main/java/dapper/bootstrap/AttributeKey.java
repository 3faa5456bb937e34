// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of an attribute with its UTF-8 form, made once so that export only copies bytes.
 *
 * <p>Compared by identity: one name has one key. The table of keys is bounded, so an application that invents thousands
 * of names can break this rule; then the same name may occur twice in a span.
 */
public final class AttributeKey {
    static final int MAX_KEYS = 4_096;

    private static final ConcurrentHashMap<String, AttributeKey> KEYS = new ConcurrentHashMap<>();

    private final String name;
    private final byte[] utf8;

    private AttributeKey(String name) {
        this.name = name;
        this.utf8 = name.getBytes(StandardCharsets.UTF_8);
    }

    /** Call once per key and keep the result in a constant. */
    public static AttributeKey of(String name) {
        AttributeKey known = KEYS.get(name);
        if (known != null || KEYS.size() >= MAX_KEYS) {
            return known == null ? new AttributeKey(name) : known;
        }
        AttributeKey key = new AttributeKey(name);
        AttributeKey other = KEYS.putIfAbsent(name, key);
        return other == null ? key : other;
    }

    public String name() {
        return name;
    }

    /** Not a copy: do not change it. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public String toString() {
        return name;
    }
}
