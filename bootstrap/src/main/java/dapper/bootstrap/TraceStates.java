// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Reads and rewrites the {@code ot} entry of a W3C tracestate, leaving everything else as it came. */
final class TraceStates {
    private TraceStates() {}

    /** The value of a sub-key ({@code th}, {@code rv}) of the {@code ot} entry, or null. */
    static @Nullable String otValue(@Nullable String traceState, String subKey) {
        String entry = otEntry(traceState);
        if (entry != null) {
            for (String part : entry.split(";")) {
                if (part.startsWith(subKey + ":")) {
                    return part.substring(subKey.length() + 1);
                }
            }
        }
        return null;
    }

    /** @param threshold hexadecimal digits, or null to take the threshold out */
    static String withThreshold(@Nullable String traceState, @Nullable String threshold) {
        StringBuilder ot = new StringBuilder();
        if (threshold != null) {
            ot.append("th:").append(threshold);
        }
        StringBuilder others = new StringBuilder();
        if (traceState != null) {
            for (String member : traceState.split(",")) {
                String trimmed = member.trim();
                if (trimmed.startsWith("ot=")) {
                    for (String part : trimmed.substring(3).split(";")) {
                        if (!part.startsWith("th:") && !part.isEmpty()) {
                            ot.append(ot.length() == 0 ? "" : ";").append(part);
                        }
                    }
                } else if (!trimmed.isEmpty()) {
                    others.append(',').append(trimmed);
                }
            }
        }
        String result = ot.length() == 0 ? others.toString() : ",ot=" + ot + others;
        return result.isEmpty() ? "" : result.substring(1);
    }

    private static @Nullable String otEntry(@Nullable String traceState) {
        if (traceState != null) {
            for (String member : traceState.split(",")) {
                String trimmed = member.trim();
                if (trimmed.startsWith("ot=")) {
                    return trimmed.substring(3);
                }
            }
        }
        return null;
    }
}
