// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import org.jspecify.annotations.Nullable;

/**
 * One object for each frequent text: keys of attributes and names of spans, of which a large trace has few different
 * ones. It is a fixed table in which a text replaces another one in the same slot. Two racing threads may keep
 * different objects for a while, which only costs memory.
 */
public final class SharedTexts {
    private static final @Nullable String[] TABLE = new @Nullable String[4096];
    private static final int LONGEST = 256;

    private SharedTexts() {}

    /** Returns an equal text, possibly this one. */
    static String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        String known = TABLE[place(text)];
        if (text.equals(known)) {
            return known;
        }
        TABLE[place(text)] = text;
        return text;
    }

    /** Returns whether this object is the shared one. */
    @SuppressWarnings("ReferenceEquality") // Compares objects: an equal copy takes its own memory.
    public static boolean isShared(String text) {
        return TABLE[place(text)] == text;
    }

    private static int place(String text) {
        int hash = text.hashCode() * 0x9E3779B1;
        return hash >>> 20;
    }
}
