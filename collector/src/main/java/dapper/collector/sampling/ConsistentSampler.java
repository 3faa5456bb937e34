// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

import dapper.sampling.OtelTraceState;
import dapper.sampling.Randomness;
import dapper.sampling.Threshold;
import dapper.storage.Span;
import org.jspecify.annotations.Nullable;

/**
 * Samples the traces that the agents kept, by the collection coefficient c (Dapper paper, section 4.6). Safe for use by
 * many threads.
 *
 * <p><b>The rule.</b> A trace has one random number R: {@code rv} of its tracestate if there is one, else the low 56 bits
 * of its id. The coefficient is a threshold T_c. A span stays iff {@code R >= T_c}. Agents decide by the same comparison
 * of the same R with their own T, so:
 *
 * <ul>
 *   <li>all spans of a trace share R, hence are kept or dropped together, in every collector, without coordination;
 *   <li>a trace that is kept at c is kept at every greater c, so lowering c only ever removes traces;
 *   <li>both levels together are one test, {@code R >= max(T, T_c)}: no second hash, and the probability is known.
 * </ul>
 *
 * <p><b>What is written.</b> This is the specification's <em>equalizing</em> downstream sampler: {@code th} becomes T_c
 * if the agent's T was lower, and is unchanged otherwise. A kept span counts for {@code 2^56 / (2^56 - th)}.
 *
 * <p><b>Spans without {@code th}.</b> Their sender either keeps everything without declaring it, or samples in its own
 * way, so their probability is unknown. They are sampled by the same rule, because c bounds the load on storage, and
 * stay without {@code th}: an invented one would turn "unknown" into a wrong number. (A sender only has to send
 * {@code th:0} to be counted.)
 *
 * <p><b>Contradictions.</b> A span that arrived although {@code R < th} was not kept by that threshold but for another
 * reason, perhaps a forced decision. Its {@code th} is then meaningless and is erased, as the specification requires.
 */
public final class ConsistentSampler {
    private final long coefficientThreshold;

    /** @param coefficient c, the greatest probability of a trace to be kept, 0 to 1 */
    public ConsistentSampler(double coefficient) {
        this.coefficientThreshold = Threshold.of(coefficient);
    }

    /** Returns the span as it is to be stored, or null if its trace is not to be stored. */
    public @Nullable Span sample(Span span) {
        String traceState = span.traceState();
        long randomness = Randomness.of(traceState, span.traceId().low());
        if (randomness < coefficientThreshold) {
            return null;
        }
        long threshold = OtelTraceState.threshold(traceState);
        if (threshold == OtelTraceState.ABSENT) {
            return span;
        }
        if (randomness < threshold) {
            return with(OtelTraceState.withoutThreshold(traceState), span);
        }
        return threshold < coefficientThreshold
                ? with(OtelTraceState.withThreshold(traceState, coefficientThreshold), span)
                : span;
    }

    private static Span with(@Nullable String traceState, Span span) {
        return span.withTraceState(traceState == null ? "" : traceState);
    }
}
