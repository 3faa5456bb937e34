// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import org.jspecify.annotations.Nullable;

/**
 * The {@code ot} member of a W3C tracestate: {@code ot=th:c;rv:0123456789abcd,other=...}. Reading allocates nothing,
 * because every request that carries one is read.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/">specification</a>
 */
public final class OtelTraceState {
    /** Result of reading a sub-key that is missing or malformed. */
    public static final long ABSENT = -1;

    private static final String MEMBER = "ot=";
    private static final String THRESHOLD = "th:";
    private static final String RANDOMNESS = "rv:";

    private OtelTraceState() {}

    /** R from {@code rv}, which has exactly 14 digits; {@link #ABSENT} otherwise. */
    public static long randomness(@Nullable String traceState) {
        int start = valueOf(RANDOMNESS, traceState);
        return traceState == null || start < 0 || end(traceState, start) - start != Threshold.DIGITS
                ? ABSENT
                : hex(traceState, start, start + Threshold.DIGITS);
    }

    /** Returns whether there is a {@code th}, well-formed or not. */
    public static boolean hasThreshold(@Nullable String traceState) {
        return valueOf(THRESHOLD, traceState) >= 0;
    }

    /** T from {@code th}, which has 1 to 14 digits; {@link #ABSENT} otherwise. */
    public static long threshold(@Nullable String traceState) {
        int start = valueOf(THRESHOLD, traceState);
        if (traceState == null || start < 0) {
            return ABSENT;
        }
        int length = end(traceState, start) - start;
        long value = length < 1 || length > Threshold.DIGITS ? ABSENT : hex(traceState, start, start + length);
        return value == ABSENT ? ABSENT : value << 4 * (Threshold.DIGITS - length);
    }

    /** The start of the value of a sub-key, or -1. */
    private static int valueOf(String subKey, @Nullable String traceState) {
        if (traceState == null) {
            return -1;
        }
        int at = memberValue(traceState);
        while (at >= 0) {
            if (traceState.startsWith(subKey, at)) {
                return at + subKey.length();
            }
            int end = end(traceState, at);
            at = end < traceState.length() && traceState.charAt(end) == ';' ? end + 1 : -1;
        }
        return -1;
    }

    private static int memberValue(String traceState) {
        int at = 0;
        do {
            int start = skipBlanks(traceState, at);
            if (traceState.startsWith(MEMBER, start)) {
                return start + MEMBER.length();
            }
            at = traceState.indexOf(',', start) + 1;
        } while (at > 0);
        return -1;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The end of the sub-value that contains this position, without the blanks after the member. */
    private static int end(String traceState, int from) {
        int at = from;
        while (at < traceState.length() && traceState.charAt(at) != ';' && traceState.charAt(at) != ',') {
            at++;
        }
        if (at == traceState.length() || traceState.charAt(at) == ',') {
            while (at > from && isBlank(traceState.charAt(at - 1))) {
                at--;
            }
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static long hex(String text, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return ABSENT;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /**
     * Replaces the threshold. {@code ot} becomes the first member, as W3C requires of a changed one, and all others
     * keep their order; beyond the limits of W3C the last of them are dropped. If {@code ot} itself becomes too long,
     * it goes without a threshold: its probability is then unknown, but not wrong.
     */
    public static @Nullable String withThreshold(@Nullable String traceState, long threshold) {
        return changed(traceState, THRESHOLD + Threshold.toText(threshold));
    }

    /** Removes the threshold, and {@code ot} if it held nothing else; returns null if nothing is left. */
    public static @Nullable String withoutThreshold(@Nullable String traceState) {
        return changed(traceState, "");
    }

    private static @Nullable String changed(@Nullable String traceState, String threshold) {
        StringBuilder ot = new StringBuilder(threshold);
        StringBuilder others = new StringBuilder();
        if (traceState != null) {
            for (int at = 0; at < traceState.length(); ) {
                int comma = traceState.indexOf(',', at);
                int end = comma < 0 ? traceState.length() : comma;
                String member = traceState.substring(at, end).trim();
                if (member.startsWith(MEMBER)) {
                    appendOtherSubKeys(member.substring(MEMBER.length()), ot);
                } else if (!member.isEmpty()) {
                    others.append(',').append(member);
                }
                at = end + 1;
            }
        }
        if (ot.length() > TraceStateHeader.MAX_VALUE) {
            ot.delete(0, threshold.isEmpty() ? 0 : threshold.length() + 1);
        }
        if (ot.length() > 0) {
            return TraceStateHeader.fit(MEMBER + ot + others);
        }
        return others.length() == 0 ? null : others.substring(1);
    }

    private static void appendOtherSubKeys(String value, StringBuilder ot) {
        for (int at = 0; at < value.length(); ) {
            int semicolon = value.indexOf(';', at);
            int end = semicolon < 0 ? value.length() : semicolon;
            if (end > at && !value.startsWith(THRESHOLD, at)) {
                ot.append(ot.length() == 0 ? "" : ";").append(value, at, end);
            }
            at = end + 1;
        }
    }
}
