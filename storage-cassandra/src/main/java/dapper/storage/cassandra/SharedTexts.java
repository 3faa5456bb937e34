// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import org.jspecify.annotations.Nullable;

/**
 * One object for each text that comes up often: keys of attributes and names of spans, of which a large trace has few
 * different ones. A fixed table in which a text replaces another one with the same place. Two threads that race keep
 * different objects for a while, which only costs their memory.
 */
final class SharedTexts {
    private static final @Nullable String[] TABLE = new @Nullable String[4096];
    private static final int LONGEST = 256;

    private SharedTexts() {}

    /** An equal text, which may be this one. */
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

    /** Whether this very object is the one that others share. */
    @SuppressWarnings("ReferenceEquality") // Asks for the object: an equal one takes memory of its own.
    static boolean isShared(String text) {
        return TABLE[place(text)] == text;
    }

    private static int place(String text) {
        int hash = text.hashCode() * 0x9E3779B1;
        return hash >>> 20;
    }
}
