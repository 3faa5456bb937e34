// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.nio.charset.StandardCharsets;

/** The name of an attribute with its UTF-8 form, made once so that export only copies bytes. Compared by identity. */
public final class AttributeKey {
    private final String name;
    private final byte[] utf8;

    private AttributeKey(String name) {
        this.name = name;
        this.utf8 = name.getBytes(StandardCharsets.UTF_8);
    }

    /** Call once per key and keep the result in a constant. */
    public static AttributeKey of(String name) {
        return new AttributeKey(name);
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
