// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Checks a baggage header that came from outside and is forwarded unchanged (W3C Baggage, section 3.3: 8,192 bytes, 64
 * entries).
 */
final class BaggageHeader {
    static final int MAX_LENGTH = 8_192;
    static final int MAX_MEMBERS = 64;

    private BaggageHeader() {}

    /**
     * Returns the header to forward, without the entries beyond the limits; null if it is empty, malformed or absent.
     */
    static @Nullable String accept(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int members = 1;
        int lastComma = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c < ' ' && c != '\t' || c > '~') {
                return null;
            }
            if (i == MAX_LENGTH || (c == ',' && members++ == MAX_MEMBERS)) {
                int end = c == ',' ? i : lastComma;
                return end == 0 ? null : header.substring(0, end);
            }
            if (c == ',') {
                lastComma = i;
            }
        }
        return header.trim().isEmpty() ? null : header;
    }
}
