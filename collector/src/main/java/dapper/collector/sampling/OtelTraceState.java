// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

/**
 * The OpenTelemetry member of a W3C tracestate, {@code ot=th:...;rv:...}, inside the text that holds it.
 *
 * <p>Other members and other sub-keys keep their text and their positions.
 */
final class OtelTraceState {
    static final long ABSENT = -1;

    private static final String THRESHOLD = "th:";
    private static final String RANDOMNESS = "rv:";
    private static final int RANDOMNESS_DIGITS = 14;

    private final String whole;
    private final int memberStart;
    private final int memberEnd;
    private final int valueStart;
    private long threshold = ABSENT;
    private long randomness = ABSENT;

    private OtelTraceState(String whole, int memberStart, int memberEnd, int valueStart) {
        this.whole = whole;
        this.memberStart = memberStart;
        this.memberEnd = memberEnd;
        this.valueStart = valueStart;
    }

    static OtelTraceState parse(String traceState) {
        int from = 0;
        while (from < traceState.length()) {
            int comma = traceState.indexOf(',', from);
            int end = comma < 0 ? traceState.length() : comma;
            int start = from;
            while (start < end && isBlank(traceState.charAt(start))) {
                start++;
            }
            if (traceState.startsWith("ot=", start)) {
                int valueEnd = end;
                while (isBlank(traceState.charAt(valueEnd - 1))) {
                    valueEnd--;
                }
                OtelTraceState found = new OtelTraceState(traceState, start, valueEnd, start + 3);
                found.readSubKeys();
                return found;
            }
            from = end + 1;
        }
        return new OtelTraceState(traceState, 0, 0, 0);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void readSubKeys() {
        int from = valueStart;
        while (from < memberEnd) {
            int to = subKeyEnd(from);
            if (whole.startsWith(THRESHOLD, from)) {
                threshold = Threshold.parse(whole, Math.min(to, from + THRESHOLD.length()), to);
            } else if (whole.startsWith(RANDOMNESS, from) && to - from == RANDOMNESS.length() + RANDOMNESS_DIGITS) {
                randomness = Threshold.parse(whole, from + RANDOMNESS.length(), to);
            }
            from = to + 1;
        }
    }

    private int subKeyEnd(int from) {
        int semicolon = whole.indexOf(';', from);
        return semicolon < 0 || semicolon > memberEnd ? memberEnd : semicolon;
    }

    /** Returns T of {@code th}, or {@link #ABSENT} if it is missing or invalid. */
    long threshold() {
        return threshold;
    }

    /** Returns R of {@code rv}, or {@link #ABSENT} if it is missing or invalid. */
    long randomness() {
        return randomness;
    }

    /** Returns the whole tracestate with another {@code th}. */
    String withThreshold(long newThreshold) {
        return withSubKey(THRESHOLD + Threshold.toText(newThreshold));
    }

    /**
     * Returns the whole tracestate without {@code th}, and without the OpenTelemetry member if nothing else is in it.
     */
    String withoutThreshold() {
        return withSubKey("");
    }

    private String withSubKey(String replacement) {
        StringBuilder value = new StringBuilder();
        int from = valueStart;
        while (from < memberEnd) {
            int to = subKeyEnd(from);
            String part = whole.startsWith(THRESHOLD, from) ? replacement : whole.substring(from, to);
            if (!part.isEmpty()) {
                value.append(value.isEmpty() ? "" : ";").append(part);
            }
            from = to + 1;
        }
        if (!value.isEmpty()) {
            return whole.substring(0, valueStart) + value + whole.substring(memberEnd);
        }
        return withoutMember();
    }

    private String withoutMember() {
        int nextComma = whole.indexOf(',', memberEnd);
        if (nextComma >= 0) {
            return whole.substring(0, memberStart)
                    + whole.substring(nextComma + 1).stripLeading();
        }
        int previousComma = whole.lastIndexOf(',', memberStart);
        return previousComma < 0 ? "" : whole.substring(0, previousComma);
    }
}
