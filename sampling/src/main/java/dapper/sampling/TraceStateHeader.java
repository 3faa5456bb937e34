// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import org.jspecify.annotations.Nullable;

/**
 * Checks a tracestate that came from outside (W3C Trace Context, section 3.3): at most 32 entries, well-formed keys and
 * values, no key twice, 512 characters. One malformed entry discards all of it, because its meaning is unknown. A
 * tracestate that is too long loses entries over 128 characters first and then the last, which are the oldest. The
 * checks end at the limits, so that the length of a header cannot make them slow.
 */
public final class TraceStateHeader {
    static final int MAX_VALUE = 256;
    private static final int MAX_MEMBERS = 32;
    private static final int MAX_LENGTH = 512;
    private static final int LARGE_MEMBER = 128;
    private static final int MAX_KEY = 256;
    private static final int MAX_TENANT = 241;
    private static final int MAX_VENDOR = 14;

    /** As long as 32 entries with the longest keys and values, and a comma and a blank between them. */
    private static final int MAX_READ = MAX_MEMBERS * (MAX_KEY + 1 + MAX_VALUE + 2);

    private TraceStateHeader() {}

    /**
     * Returns the header to forward, or null. The usual header is returned unchanged, without allocation. HTTP/2 forbids
     * blanks around it.
     */
    public static @Nullable String accept(@Nullable String header) {
        if (header == null || header.length() > MAX_READ || countMembers(header) <= 0) {
            return null;
        }
        return header.length() <= MAX_LENGTH ? header.trim() : shorten(header, false);
    }

    /** Trims a well-formed tracestate to the limits again after its first entry was changed; that one stays. */
    static @Nullable String fit(String header) {
        int commas = 0;
        for (int i = header.indexOf(','); i >= 0; i = header.indexOf(',', i + 1)) {
            commas++;
        }
        return header.length() <= MAX_LENGTH && commas < MAX_MEMBERS ? header : shorten(header, true);
    }

    /** Returns -1 if one is malformed, two have the same key, or there are too many. Empty ones do not count. */
    private static int countMembers(String header) {
        int members = 0;
        for (int at = 0; at < header.length(); ) {
            int end = endOfMember(header, at);
            int start = skipBlanks(header, at, end);
            int last = end;
            while (last > start && isBlank(header.charAt(last - 1))) {
                last--;
            }
            if (last > start) {
                int equals = header.indexOf('=', start);
                if (members == MAX_MEMBERS
                        || equals < 0
                        || equals >= last
                        || !isKey(header, start, equals)
                        || !isValue(header, equals + 1, last)
                        || hasKeyBefore(header, start, equals)) {
                    return -1;
                }
                members++;
            }
            at = end + 1;
        }
        return members;
    }

    private static int endOfMember(String header, int from) {
        int comma = header.indexOf(',', from);
        return comma < 0 ? header.length() : comma;
    }

    private static int skipBlanks(String header, int from, int end) {
        int at = from;
        while (at < end && isBlank(header.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** A key, or {@code tenant@vendor} with at most 241 and 14 characters. */
    private static boolean isKey(String text, int start, int end) {
        int at = text.indexOf('@', start);
        if (at < 0 || at >= end) {
            return end - start <= MAX_KEY && isKeyPart(text, start, end);
        }
        return at - start <= MAX_TENANT
                && end - at - 1 <= MAX_VENDOR
                && isKeyPart(text, start, at)
                && isKeyPart(text, at + 1, end);
    }

    private static boolean isKeyPart(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && (i == start || (c != '_' && c != '-' && c != '*' && c != '/'))) {
                return false;
            }
        }
        return end > start;
    }

    private static boolean isValue(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '=') {
                return false;
            }
        }
        return end > start && end - start <= MAX_VALUE;
    }

    /** Compares with the members before this one, which are well-formed; there are at most 31. */
    private static boolean hasKeyBefore(String header, int start, int equals) {
        int length = equals - start + 1;
        int at = 0;
        for (int end = endOfMember(header, at); end < start; end = endOfMember(header, at)) {
            if (header.regionMatches(skipBlanks(header, at, end), header, start, length)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static @Nullable String shorten(String header, boolean keepsFirst) {
        StringBuilder kept = new StringBuilder(MAX_LENGTH);
        int members = 0;
        boolean tooLong = header.length() > MAX_LENGTH;
        for (int at = 0; at < header.length() && members < MAX_MEMBERS; ) {
            int end = endOfMember(header, at);
            String member = header.substring(at, end).trim();
            boolean stays = keepsFirst && members == 0;
            if (!member.isEmpty() && (stays || !tooLong || member.length() <= LARGE_MEMBER)) {
                if (kept.length() + 1 + member.length() > MAX_LENGTH) {
                    break;
                }
                kept.append(kept.length() == 0 ? "" : ",").append(member);
                members++;
            }
            at = end + 1;
        }
        return kept.length() == 0 ? null : kept.toString();
    }
}
