// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;
import dapper.sampling.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * The sampling of one operation: a share of its traces, but at least a fixed number a second (the lower bound of
 * Jaeger's protocol). Any thread.
 *
 * <p><b>Which traces.</b> The same as Jaeger's clients keep: those within the share, and others while the rate limiter
 * has credit; traces within the share draw on the credit too.
 *
 * <p><b>Why counts stay right.</b> The clients check R first and the credit afterwards; the outcome is the same in the
 * other order, but only then is the probability of each trace known. While there is credit, the trace is kept for any
 * R: T is 0, and it represents itself alone, even if its R was high enough. Without credit, T is that of the share. In
 * both cases T depends on earlier traces and never on R, so the sum of 1/p has no bias. (With the T of the share on
 * every trace whose R is high enough, those kept while there was credit would count 1/p times too often.)
 *
 * <p>With a share of zero and a guarantee, no kept trace can represent the dropped ones: kept traces then carry no T.
 */
final class Share {
    private final long threshold;
    private final @Nullable Credit guaranteed;

    private Share(long threshold, @Nullable Credit guaranteed) {
        this.threshold = threshold;
        this.guaranteed = guaranteed;
    }

    static Share of(double probability) {
        return new Share(Threshold.of(probability), null);
    }

    /** @param perSecond minimum traces a second, if there are that many; 0 for no guarantee */
    static Share of(double probability, double perSecond) {
        long threshold = Threshold.of(probability);
        return new Share(threshold, perSecond > 0 && threshold > 0 ? new Credit(perSecond) : null);
    }

    /** See {@link Sampler#sample}. */
    long sample(long randomness) {
        if (guaranteed != null && guaranteed.take()) {
            return threshold == Threshold.KEEP_NONE ? Sampler.KEEP_UNCOUNTED : 0;
        }
        return randomness >= threshold ? threshold : Sampler.DROP;
    }

    /** Excludes the guarantee. */
    long threshold() {
        return threshold;
    }

    /** Called by the clock only; returns false if time changes nothing. */
    boolean refill(double seconds) {
        return guaranteed != null && guaranteed.refill(seconds);
    }
}
