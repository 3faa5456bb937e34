// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import java.util.SplittableRandom;

/** Requests at random moments (a Poisson process) and the sampler's ticks, in simulated time. */
final class SimulatedLoad {
    private static final long RANDOMNESS = (1L << 56) - 1;
    private static final double ALL = 0x1p56;
    private static final double TICK = 0.2;

    private final AdaptiveSampler sampler;
    private final SplittableRandom random;
    private double now;
    private double nextTick = TICK;

    /** The current probability for a request, if there is only one operation. */
    private double inForce = 1;

    SimulatedLoad(AdaptiveSampler sampler, long seed) {
        this.sampler = sampler;
        this.random = new SplittableRandom(seed);
    }

    /**
     * @param rates requests a second of each of the operations {@code /a}, {@code /b}...
     * @return the outcome by operation
     */
    Outcome[] run(double seconds, double... rates) {
        Outcome[] outcomes = new Outcome[rates.length];
        double sum = 0;
        for (int i = 0; i < rates.length; i++) {
            outcomes[i] = new Outcome();
            sum += rates[i];
        }
        double end = now + seconds;
        double next = now + gap(sum);
        while (Math.min(next, nextTick) < end) {
            if (nextTick < next) {
                sampler.tick(TICK);
                inForce = probability(sampler.threshold());
                now = nextTick;
                nextTick += TICK;
            } else {
                now = next;
                next += gap(sum);
                int operation = pick(rates, random.nextDouble() * sum);
                long randomness = random.nextLong() & RANDOMNESS;
                long threshold = sampler.sample(randomness, SpanKind.SERVER, "GET", path(operation));
                outcomes[operation].count(threshold, inForce);
                if (threshold != Sampler.DROP) {
                    inForce = probability(sampler.threshold());
                }
            }
        }
        now = end;
        return outcomes;
    }

    private static double probability(long threshold) {
        return (ALL - threshold) / ALL;
    }

    private double gap(double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private static int pick(double[] rates, double at) {
        int operation = 0;
        double left = at;
        while (operation < rates.length - 1 && left >= rates[operation]) {
            left -= rates[operation++];
        }
        return operation;
    }

    static String path(int operation) {
        return "/" + (char) ('a' + operation / 26) + (char) ('a' + operation % 26);
    }

    /** Counts, and their estimate from the kept traces. */
    static final class Outcome {
        long requests;
        long kept;
        double estimate;

        /** The variance of the estimate, estimated from the kept traces only. */
        double variance;

        /** The variance of the estimate, computed from all requests; only if there is one operation. */
        double trueVariance;

        private void count(long threshold, double inForce) {
            requests++;
            trueVariance += (1 - inForce) / inForce;
            if (threshold != Sampler.DROP) {
                kept++;
                double probability = probability(threshold);
                estimate += 1 / probability;
                variance += (1 - probability) / (probability * probability);
            }
        }

        void add(Outcome other) {
            requests += other.requests;
            kept += other.kept;
            estimate += other.estimate;
            variance += other.variance;
            trueVariance += other.trueVariance;
        }

        /** The error of the estimate in estimated standard deviations. */
        double deviations() {
            return variance == 0 ? 0 : (estimate - requests) / Math.sqrt(variance);
        }

        /** The error of the estimate in true standard deviations. */
        double trueDeviations() {
            return trueVariance == 0 ? 0 : (estimate - requests) / Math.sqrt(trueVariance);
        }
    }
}
