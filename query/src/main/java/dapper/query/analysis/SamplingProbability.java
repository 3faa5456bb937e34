// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.sampling.OtelTraceState;
import dapper.sampling.Threshold;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.OptionalDouble;

/** The probability with which a trace like this one was kept, from the threshold {@code th} in tracestate. */
public final class SamplingProbability {
    private SamplingProbability() {}

    /** @return the smallest probability any span was recorded with; empty if no span has one */
    public static OptionalDouble of(Trace trace) {
        return trace.spans().stream()
                .map(Span::traceState)
                .filter(state -> !state.isEmpty())
                .distinct()
                .mapToLong(OtelTraceState::threshold)
                .filter(threshold -> threshold != OtelTraceState.ABSENT)
                .mapToDouble(Threshold::probability)
                .min();
    }
}
