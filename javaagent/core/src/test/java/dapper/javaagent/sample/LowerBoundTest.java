// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import dapper.sampling.Threshold;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The guarantee of Jaeger's protocol for each operation, in simulated time. */
class LowerBoundTest {
    private static final long RANDOMNESS = (1L << 56) - 1;
    private static final double ALL = 0x1p56;
    private static final double TICK = 0.2;

    private final SplittableRandom random = new SplittableRandom(11);

    /** The requests of one operation, the kept traces, and the requests they represent. */
    private static final class Outcome {
        int requests;
        int kept;
        int uncounted;
        double estimate;
        double variance;

        void count(long threshold) {
            requests++;
            if (threshold == Sampler.DROP) {
                return;
            }
            kept++;
            if (threshold == Sampler.KEEP_UNCOUNTED) {
                uncounted++;
                return;
            }
            double probability = (ALL - threshold) / ALL;
            estimate += 1 / probability;
            variance += (1 - probability) / (probability * probability);
        }
    }

    private static OperationSampler sampler(double probability, double perSecond) {
        return new OperationSampler(Map.of(), List.of(), probability, perSecond, true);
    }

    /** One operation, as many requests between two ticks. */
    private Outcome run(OperationSampler sampler, double seconds, double perSecond) {
        Outcome outcome = new Outcome();
        double due = 0;
        for (double now = 0; now < seconds; now += TICK) {
            for (due += perSecond * TICK; due >= 1; due--) {
                outcome.count(sampler.sample(random.nextLong() & RANDOMNESS, SpanKind.SERVER, "GET", "/cart"));
            }
            sampler.tick(TICK);
        }
        return outcome;
    }

    /** They check R first, and then the rate limiter for any R. */
    @Test
    void keepsExactlyWhatJaegersClientsKeep() {
        OperationSampler sampler = sampler(0.125, 5);
        long threshold = Threshold.of(0.125);
        double balance = 5;
        int kept = 0;
        for (int tick = 0; tick < 5_000; tick++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                long randomness = random.nextLong() & RANDOMNESS;
                boolean byShare = randomness >= threshold;
                boolean byGuarantee = balance >= 1;
                balance -= byGuarantee ? 1 : 0;
                kept += byShare || byGuarantee ? 1 : 0;
                assertThat(sampler.sample(randomness, SpanKind.SERVER, "GET", "/cart") != Sampler.DROP)
                        .isEqualTo(byShare || byGuarantee);
            }
            sampler.tick(TICK);
            balance = Math.min(5, balance + 5 * TICK);
        }
        assertThat(kept).isBetween(5_000, 20_000);
    }

    /** Half of all traces are kept by the guarantee, and the share would have kept a tenth of those anyway. */
    @Test
    void theTracesThatAreKeptStandForAllOfThem() {
        Outcome outcome = run(sampler(0.1, 50), 2_000, 100);

        assertThat(outcome.requests).isBetween(199_900, 200_000);
        assertThat(outcome.kept).isBetween(109_000, 111_000);
        assertThat(outcome.uncounted).isZero();
        assertThat(outcome.estimate)
                .isBetween(
                        outcome.requests - 3 * Math.sqrt(outcome.variance),
                        outcome.requests + 3 * Math.sqrt(outcome.variance));
        assertThat(Math.sqrt(outcome.variance)).isLessThan(1_000);
    }

    @Test
    void aQuietOperationIsRecordedWhole() {
        Outcome outcome = run(sampler(0.001, 0.5), 2_000, 0.4);

        assertThat(outcome.kept).isEqualTo(outcome.requests).isBetween(798, 800);
        assertThat(outcome.estimate).isEqualTo(outcome.requests);
    }

    /** Not one a second, but one in twenty seconds. */
    @Test
    void aGuaranteeMayBeLessThanOneASecond() {
        Outcome outcome = run(sampler(0, 0.05), 2_000, 100);

        assertThat(outcome.kept).isBetween(100, 102);
    }

    /** No other trace is ever kept that could represent them. */
    @Test
    void aShareOfNothingIsNotCounted() {
        Outcome outcome = run(sampler(0, 2), 1_000, 100);

        assertThat(outcome.kept).isEqualTo(outcome.uncounted).isBetween(2_000, 2_003);
        assertThat(outcome.estimate).isZero();
    }

    @Test
    void withoutALowerBoundThereIsNoGuarantee() {
        OperationSampler sampler = sampler(0.5, 0);

        assertThat(sampler.sample(0, SpanKind.SERVER, "GET", "/cart")).isEqualTo(Sampler.DROP);
        assertThat(sampler.tick(TICK)).isFalse();
    }

    @Test
    void eachOperationHasAGuaranteeOfItsOwn() {
        Share byPath = Share.of(0.5, 1);
        OperationSampler sampler =
                new OperationSampler(Map.of("checkout", Share.of(0.5, 1)), List.of(byPath), 0.5, 1, true);
        for (int second = 0; second < 10; second++) {
            for (String path : new String[] {"/a", "/b"}) {
                assertThat(sampler.sample(0, SpanKind.SERVER, "GET", path)).isZero();
                assertThat(sampler.sample(0, SpanKind.SERVER, "GET", path)).isEqualTo(Sampler.DROP);
            }
            assertThat(sampler.sample(0, SpanKind.INTERNAL, "checkout", null)).isZero();
            assertThat(sampler.sample(0, SpanKind.INTERNAL, "checkout", null)).isEqualTo(Sampler.DROP);
            assertThat(byPath.sample(0)).isZero();
            assertThat(byPath.sample(0)).isEqualTo(Sampler.DROP);
            for (int tick = 0; tick < 5; tick++) {
                assertThat(sampler.tick(TICK)).isTrue();
            }
        }
        // All credit is full now, and time changes nothing.
        assertThat(sampler.tick(TICK)).isFalse();
    }

    @Test
    void remembersABoundedNumberOfOperations() {
        OperationSampler sampler = sampler(0, 1);
        int kept = 0;
        for (int i = 0; i < 2 * OtherOperations.MOST; i++) {
            long threshold = sampler.sample(0, SpanKind.INTERNAL, "operation " + i, null);
            kept += threshold == Sampler.DROP ? 0 : 1;
        }
        assertThat(kept).isEqualTo(OtherOperations.MOST);
        assertThat(sampler.sample(0, SpanKind.INTERNAL, "operation 0", null)).isEqualTo(Sampler.DROP);
        for (int tick = 0; tick < 5; tick++) {
            sampler.tick(TICK);
        }
        assertThat(sampler.sample(0, SpanKind.INTERNAL, "operation 0", null)).isEqualTo(Sampler.KEEP_UNCOUNTED);
    }
}
