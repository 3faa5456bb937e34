// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Checks a tracestate that came from outside (W3C Trace Context, section 3.3): at most 32 entries, well-formed keys and
 * values, 512 characters. One malformed entry discards all of it, because nobody knows what its writer meant; too much
 * of it loses entries over 128 characters first and then the last, which are the oldest.
 */
final class TraceStateHeader {
    static final int MAX_MEMBERS = 32;
    static final int MAX_LENGTH = 512;
    private static final int LARGE_MEMBER = 128;
    private static final int MAX_PART = 256;

    private TraceStateHeader() {}

    /** The header to send on, or null. The usual one comes back as it is, without allocation. */
    static @Nullable String accept(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int members = countMembers(header);
        if (members <= 0 || members > MAX_MEMBERS) {
            return null;
        }
        return header.length() <= MAX_LENGTH ? header : shorten(header);
    }

    /** -1 if one is malformed. Empty members are allowed and do not count. */
    private static int countMembers(String header) {
        int members = 0;
        for (int at = 0; at < header.length(); ) {
            int comma = header.indexOf(',', at);
            int end = comma < 0 ? header.length() : comma;
            int start = at;
            while (start < end && isBlank(header.charAt(start))) {
                start++;
            }
            int last = end;
            while (last > start && isBlank(header.charAt(last - 1))) {
                last--;
            }
            if (last > start) {
                if (!isMember(header, start, last)) {
                    return -1;
                }
                members++;
            }
            at = end + 1;
        }
        return members;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isMember(String text, int start, int end) {
        int equals = text.indexOf('=', start);
        if (equals <= start || equals >= end || equals - start > MAX_PART || end - equals - 1 > MAX_PART) {
            return false;
        }
        for (int i = start; i < equals; i++) {
            if (!isKeyChar(text.charAt(i), i == start)) {
                return false;
            }
        }
        for (int i = equals + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '=') {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyChar(char c, boolean first) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (!first && (c == '_' || c == '-' || c == '*' || c == '/' || c == '@'));
    }

    private static @Nullable String shorten(String header) {
        StringBuilder kept = new StringBuilder(MAX_LENGTH);
        for (int at = 0; at < header.length(); ) {
            int comma = header.indexOf(',', at);
            int end = comma < 0 ? header.length() : comma;
            String member = header.substring(at, end).trim();
            if (!member.isEmpty() && member.length() <= LARGE_MEMBER) {
                if (kept.length() + 1 + member.length() > MAX_LENGTH) {
                    break;
                }
                kept.append(kept.length() == 0 ? "" : ",").append(member);
            }
            at = end + 1;
        }
        return kept.length() == 0 ? null : kept.toString();
    }
}
