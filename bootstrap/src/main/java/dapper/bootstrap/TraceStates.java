// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The {@code ot} entry of a W3C tracestate: {@code ot=th:c;rv:0123456789abcd,other=...}. Reading allocates nothing,
 * because every request that carries one is read; all other entries stay unchanged.
 */
final class TraceStates {
    /** Digits of R and T: 56 bits. */
    static final int DIGITS = 14;

    private TraceStates() {}

    /** R from the sub-key {@code rv}, if it has exactly 14 digits; -1 otherwise. */
    static long randomness(@Nullable String traceState) {
        int start = subValue(traceState, "rv:");
        return traceState == null || start < 0 || end(traceState, start) - start != DIGITS
                ? -1
                : hex(traceState, start, start + DIGITS);
    }

    static boolean hasThreshold(@Nullable String traceState) {
        return subValue(traceState, "th:") >= 0;
    }

    /** T from the sub-key {@code th}, up to 14 digits; -1 if it is absent or malformed. */
    static long threshold(@Nullable String traceState) {
        int start = subValue(traceState, "th:");
        if (traceState == null || start < 0) {
            return -1;
        }
        int length = end(traceState, start) - start;
        long value = length < 1 || length > DIGITS ? -1 : hex(traceState, start, start + length);
        return value < 0 ? -1 : value << 4 * (DIGITS - length);
    }

    /** The start of the value of a sub-key of the {@code ot} entry, or -1. */
    private static int subValue(@Nullable String traceState, String subKeyAndColon) {
        if (traceState == null) {
            return -1;
        }
        int at = otValue(traceState);
        while (at >= 0) {
            if (traceState.startsWith(subKeyAndColon, at)) {
                return at + subKeyAndColon.length();
            }
            int end = end(traceState, at);
            at = end < traceState.length() && traceState.charAt(end) == ';' ? end + 1 : -1;
        }
        return -1;
    }

    private static int otValue(String traceState) {
        for (int at = 0; at >= 0 && at < traceState.length(); ) {
            int start = skipBlanks(traceState, at);
            if (traceState.startsWith("ot=", start)) {
                return start + 3;
            }
            at = traceState.indexOf(',', start) + 1;
            if (at == 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int skipBlanks(String text, int at) {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** The end of the sub-value that contains this position. */
    private static int end(String traceState, int from) {
        int at = from;
        while (at < traceState.length() && ";, \t".indexOf(traceState.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static long hex(String text, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /**
     * Replaces the threshold; {@code ot} becomes the first entry, as W3C requires of a changed entry. If there is one
     * entry too many, the last one is dropped.
     *
     * @param threshold hexadecimal digits, or null to remove the threshold
     * @return null if nothing is left
     */
    static @Nullable String withThreshold(@Nullable String traceState, @Nullable String threshold) {
        StringBuilder ot = new StringBuilder(threshold == null ? "" : "th:" + threshold);
        StringBuilder others = new StringBuilder();
        if (traceState != null) {
            for (int at = 0; at < traceState.length(); ) {
                int comma = traceState.indexOf(',', at);
                int end = comma < 0 ? traceState.length() : comma;
                String member = traceState.substring(at, end).trim();
                if (member.startsWith("ot=")) {
                    appendOthers(member.substring(3), ot);
                } else if (!member.isEmpty()) {
                    others.append(',').append(member);
                }
                at = end + 1;
            }
        }
        String result = ot.length() == 0 ? others.toString() : ",ot=" + ot + others;
        return result.isEmpty() ? null : TraceStateHeader.fit(result.substring(1));
    }

    private static void appendOthers(String otValue, StringBuilder ot) {
        for (int at = 0; at < otValue.length(); ) {
            int semicolon = otValue.indexOf(';', at);
            int end = semicolon < 0 ? otValue.length() : semicolon;
            if (end > at && !otValue.startsWith("th:", at)) {
                ot.append(ot.length() == 0 ? "" : ";").append(otValue, at, end);
            }
            at = end + 1;
        }
    }
}
