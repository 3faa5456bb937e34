// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import org.jspecify.annotations.Nullable;

/** The header {@code tracestate} as an object of the API, and the reverse. */
final class TraceStates {
    private TraceStates() {}

    static TraceState toApi(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return TraceState.getDefault();
        }
        TraceStateBuilder builder = TraceState.builder();
        // The builder puts each entry before the others.
        int end = header.length();
        while (end > 0) {
            int start = header.lastIndexOf(',', end - 1) + 1;
            int equals = header.indexOf('=', start);
            if (equals > start && equals < end) {
                builder.put(
                        header.substring(start, equals).trim(),
                        header.substring(equals + 1, end).trim());
            }
            end = start - 1;
        }
        return builder.build();
    }

    static @Nullable String toAgent(TraceState traceState) {
        if (traceState.isEmpty()) {
            return null;
        }
        StringBuilder header = new StringBuilder();
        traceState.forEach((key, value) -> header.append(header.length() == 0 ? "" : ",")
                .append(key)
                .append('=')
                .append(value));
        return header.toString();
    }
}
