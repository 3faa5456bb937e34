// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the traces of one operation: a share of them, and if it is less, so many a second all the same (the lower
 * bound of Jaeger's protocol). Any thread.
 *
 * <p><b>Which traces.</b> Those that Jaeger's clients keep: whatever the share takes, and else whatever the rate limiter has
 * credit for; what the share takes draws on the credit too.
 *
 * <p><b>Why counts stay right.</b> The clients look at R first and at the credit afterwards; the outcome is the same if the
 * credit is looked at first, but only then is the probability of each trace known. While there is credit, the trace is kept
 * whatever its R: T is 0, and it stands for itself alone, also if its R would have been enough. When there is none, T is that
 * of the share. Either way T is fixed by what came before and never by R, so the sum of 1/p has no bias. (With the T of the
 * share on every trace whose R is enough, those kept while there was credit would count 1/p times too many.)
 *
 * <p>A share of nothing with a guarantee leaves traces that no kept one can stand for: what is kept then carries no T.
 */
final class Share {
    private final long threshold;
    private final @Nullable Credit guaranteed;

    private Share(long threshold, @Nullable Credit guaranteed) {
        this.threshold = threshold;
        this.guaranteed = guaranteed;
    }

    static Share of(double probability) {
        return new Share(Thresholds.forProbability(probability), null);
    }

    /** @param perSecond traces at least, if there are so many; 0 for no guarantee */
    static Share of(double probability, double perSecond) {
        long threshold = Thresholds.forProbability(probability);
        return new Share(threshold, perSecond > 0 && threshold > 0 ? new Credit(perSecond) : null);
    }

    /** As {@link Sampler#sample}. */
    long sample(long randomness) {
        if (guaranteed != null && guaranteed.take()) {
            return threshold == Thresholds.NEVER ? Sampler.KEEP_UNCOUNTED : 0;
        }
        return randomness >= threshold ? threshold : Sampler.DROP;
    }

    /** Without what is guaranteed. */
    long threshold() {
        return threshold;
    }

    /** Called by the clock only; false if time changes nothing. */
    boolean refill(double seconds) {
        return guaranteed != null && guaranteed.refill(seconds);
    }
}
