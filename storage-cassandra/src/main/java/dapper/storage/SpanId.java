// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** Span ids are plain longs in the model; this is their text form. Zero means "none". */
public final class SpanId {
    private static final String ZEROS = "0000000000000000";

    private SpanId() {}

    /** 16 lower-case hexadecimal digits. */
    public static String toHex(long spanId) {
        String digits = Long.toHexString(spanId);
        return ZEROS.substring(digits.length()) + digits;
    }

    /**
     * Reads 1 to 16 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static long parse(String hex) {
        if (hex.isEmpty() || hex.length() > 16) {
            throw new IllegalArgumentException("a span id has 1 to 16 hexadecimal digits, not \"" + hex + "\"");
        }
        try {
            return Long.parseUnsignedLong(hex, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a span id has hexadecimal digits only, not \"" + hex + "\"", e);
        }
    }
}
