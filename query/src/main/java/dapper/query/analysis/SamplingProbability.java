// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The probability with which a trace like this one was kept, from the threshold {@code th} in tracestate
 * (OpenTelemetry, "TraceState: Probability Sampling"): up to 14 hexadecimal digits T, kept with 1 - T/2^56.
 */
public final class SamplingProbability {
    private static final Pattern THRESHOLD =
            Pattern.compile("(?:^|,)\\s*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})(?:[;,\\s]|$)");
    private static final double ALL = 0x1p56;

    private SamplingProbability() {}

    /** @return the smallest probability any span was recorded with; empty if no span has one */
    public static OptionalDouble of(Trace trace) {
        return trace.spans().stream()
                .map(Span::traceState)
                .filter(state -> !state.isEmpty())
                .distinct()
                .mapToDouble(SamplingProbability::ofTraceState)
                .filter(probability -> probability > 0)
                .min();
    }

    /** 0 if the state carries no threshold. */
    private static double ofTraceState(String traceState) {
        Matcher matcher = THRESHOLD.matcher(traceState);
        if (!matcher.find()) {
            return 0;
        }
        String digits = matcher.group(1);
        long threshold = Long.parseLong(digits, 16) << (4 * (14 - digits.length()));
        return (ALL - threshold) / ALL;
    }
}
