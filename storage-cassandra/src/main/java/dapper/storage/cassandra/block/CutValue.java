// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

/**
 * A value that is too long for a block. Only the trace itself can decide on it.
 *
 * @param beginning of a text; empty for another value
 * @param isText whether the value is a text
 */
record CutValue(String beginning, boolean isText) {
    static final CutValue OTHER = new CutValue("", false);

    static CutValue of(String text) {
        return new CutValue(beginning(text), true);
    }

    /** Returns the part of a long text that is kept. */
    static String beginning(String text) {
        int end = Character.isHighSurrogate(text.charAt(Values.LONGEST_TEXT - 1))
                ? Values.LONGEST_TEXT - 1
                : Values.LONGEST_TEXT;
        return text.substring(0, end);
    }
}
