// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dapper.bootstrap.Sampler;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.sample.SimulatedLoad.Outcome;
import dapper.sampling.Threshold;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten traces a second of each operation and a hundred in total, in simulated time. */
class AdaptiveSamplerTest {
    private static final long MOST_RANDOM = (1L << 56) - 1;
    private static final double TARGET = 10;
    private static final double TARGET_IN_ALL = 100;
    private static final double[] LOADS = {1, 100, 100_000, 1_000, 1, 10_000, 3, 30, 100_000, 1};

    private final AdaptiveSampler sampler = new AdaptiveSampler(TARGET, TARGET_IN_ALL, true);

    private SimulatedLoad load(long seed) {
        return new SimulatedLoad(sampler, seed);
    }

    private static long kept(Outcome[] outcomes) {
        return Arrays.stream(outcomes).mapToLong(outcome -> outcome.kept).sum();
    }

    /** One second's saving, one second's target, and a quarter of it for each doubling of load over target. */
    private static double mostInABurst(double target, double load) {
        return target * (2 + Math.log(Math.max(1, load / target)) / Math.log(2) / 4);
    }

    /** A Poisson count varies by its root. */
    private static double noise(double count) {
        return 4 * Math.sqrt(count);
    }

    @Test
    void recordsEverythingOfAQuietService() {
        Outcome outcome = load(1).run(600, 4)[0];

        assertThat(outcome.requests).isGreaterThan(2_000);
        assertThat(outcome.kept).isEqualTo(outcome.requests);
        assertThat(sampler.threshold()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 100, 1_000, 10_000, 100_000})
    void keepsWithinTheDocumentedFactorInABurstFromNothing(double load) {
        for (int seed = 0; seed < 10; seed++) {
            Outcome outcome = new SimulatedLoad(new AdaptiveSampler(TARGET, TARGET_IN_ALL, true), seed).run(1, load)[0];

            double most = mostInABurst(TARGET, load);
            assertThat((double) outcome.kept).isBetween(TARGET, most + noise(TARGET));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 100, 1_000, 10_000, 100_000})
    void keepsTheTargetUnderSteadyLoad(double load) {
        SimulatedLoad simulated = load(2);
        simulated.run(2, load);
        double seconds = load > 50_000 ? 20 : 60;

        assertThat((double) simulated.run(seconds, load)[0].kept).isCloseTo(TARGET * seconds, within(TARGET * 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 128, 1_000})
    void keepsTheTotalTargetOfManyOperations(int operations) {
        double[] rates = new double[operations];
        Arrays.fill(rates, 100_000.0 / operations);
        SimulatedLoad simulated = load(3);

        assertThat((double) kept(simulated.run(1, rates)))
                .isBetween(TARGET_IN_ALL, mostInABurst(TARGET_IN_ALL, 100_000) + noise(TARGET_IN_ALL));
        simulated.run(5, rates);
        assertThat((double) kept(simulated.run(10, rates)) / 10).isBetween(0.6 * TARGET_IN_ALL, 1.1 * TARGET_IN_ALL);
        assertThat(sampler.operations()).isLessThanOrEqualTo(Operations.MOST);
    }

    @Test
    void recordsARareOperationWholeAmongManyBusyOnes() {
        double[] rates = new double[31];
        Arrays.fill(rates, 1_000);
        rates[30] = 1;
        SimulatedLoad simulated = load(4);
        simulated.run(15, rates);

        Outcome[] outcomes = simulated.run(30, rates);

        assertThat(outcomes[30].requests).isGreaterThan(15);
        assertThat(outcomes[30].kept).isEqualTo(outcomes[30].requests);
        assertThat((double) kept(outcomes)).isCloseTo(30 * TARGET_IN_ALL, within(200.0));
    }

    @Test
    void recordsEverythingAgainSoonAfterTheLoadHasFallen() {
        SimulatedLoad simulated = load(5);
        simulated.run(10, 100_000);
        assertThat(sampler.threshold()).isGreaterThan(Threshold.of(0.001));

        // 13.3 halvings, four of them a second, plus a margin for chance.
        simulated.run(5, 3);
        Outcome after = simulated.run(60, 3)[0];

        assertThat(after.kept).isEqualTo(after.requests).isGreaterThan(100);
        assertThat(sampler.threshold()).isZero();
    }

    @Test
    void recoversEvenIfNothingComesMeanwhile() {
        SimulatedLoad simulated = load(6);
        simulated.run(5, 100_000);
        simulated.run(5, 1e-9);

        assertThat(sampler.threshold()).isZero();
        assertThat(sampler.tick(0.2)).isFalse();
    }

    @Test
    void movesTheProbabilityByAFactorOfTwoAtMost() {
        for (double target : new double[] {0.1, 1, 10, 100}) {
            AdaptiveSampler sampler = new AdaptiveSampler(target, 1_000_000, true);
            double before = 1;
            for (int i = 0; i < 200; i++) {
                sampler.sample(MOST_RANDOM, SpanKind.SERVER, "GET", "/a");
                double after = probability(sampler.threshold());
                // Four significant digits of T move a probability by one part in two thousand.
                assertThat(after).isBetween(before / 2.001, before);
                before = after;
            }
            for (int i = 0; i < 200; i++) {
                sampler.tick(0.2);
                double after = probability(sampler.threshold());
                assertThat(after).isBetween(before * 0.999, before * 2.001);
                before = after;
            }
        }
    }

    private static double probability(long threshold) {
        return 1 - threshold / 0x1p56;
    }

    /**
     * The claim behind all numbers that we show. The error over its true standard deviation is normal with mean 0 and
     * deviation 1, so of 400 runs 380 lie within the 95 % interval: 360 to 396 with a probability of 99.98 %. An
     * observer of only the roughly 165 kept traces of a run must estimate the deviation too, and underestimates it
     * slightly when the estimate is low.
     */
    @Test
    void estimatesTrueCountsThroughChangesOfLoad() {
        int runs = 400;
        int within = 0;
        int withinEstimated = 0;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < runs; seed++) {
            SimulatedLoad simulated = new SimulatedLoad(new AdaptiveSampler(TARGET, TARGET_IN_ALL, true), 1_000 + seed);
            Outcome all = new Outcome();
            for (double load : LOADS) {
                all.add(simulated.run(Math.min(2, 20_000 / load), load)[0]);
            }
            within += Math.abs(all.trueDeviations()) < 1.96 ? 1 : 0;
            withinEstimated += Math.abs(all.deviations()) < 1.96 ? 1 : 0;
            sum += all.trueDeviations();
            squares += all.trueDeviations() * all.trueDeviations();
        }
        assertThat(within).isBetween(360, 396);
        assertThat(withinEstimated).isBetween(350, 396);
        assertThat(sum / Math.sqrt(runs)).isBetween(-4.0, 4.0);
        assertThat(squares / runs).isBetween(0.7, 1.3);
    }

    @Test
    void estimatesEachPhaseOfAChangingLoadWithinItsInterval() {
        SimulatedLoad simulated = load(7);
        double requests = 0;
        for (double load : LOADS) {
            Outcome outcome = simulated.run(Math.min(20, 400_000 / load), load, load / 10)[0];
            requests += outcome.requests;
            assertThat(Math.abs(outcome.deviations())).as("at %s/s", load).isLessThan(4);
        }
        assertThat(requests).isGreaterThan(500_000);
    }

    /**
     * A trace kept at one threshold is kept by other processes at every smaller one: the same R, without another hash.
     */
    @Test
    void keepsNestedSetsAcrossThresholds() {
        AdaptiveSampler busy = new AdaptiveSampler(1, TARGET_IN_ALL, true);
        SplittableRandom random = new SplittableRandom(8);
        int keptByBusy = 0;
        for (int i = 0; i < 300_000; i++) {
            long randomness = random.nextLong() & MOST_RANDOM;
            long before = busy.threshold();
            long quiet = sampler.sample(randomness, SpanKind.SERVER, "GET", "/a");
            long threshold = busy.sample(randomness, SpanKind.SERVER, "GET", "/a");
            // The total budget has no effect: there is one operation.
            assertThat(threshold).isEqualTo(randomness >= before ? before : Sampler.DROP);
            if (threshold != Sampler.DROP && quiet != Sampler.DROP) {
                keptByBusy++;
                assertThat(randomness).isGreaterThanOrEqualTo(Math.max(threshold, quiet));
            } else if (threshold != Sampler.DROP) {
                assertThat(threshold).isLessThan(sampler.threshold());
            }
            if (i % 1_000 == 0) {
                busy.tick(0.2);
                sampler.tick(0.2);
            }
        }
        assertThat(keptByBusy).isGreaterThan(20);
    }

    @Test
    void givesRoomToNewOperationsWhenOldOnesAreLongGone() {
        for (int i = 0; i < 2 * Operations.MOST; i++) {
            sampler.sample(MOST_RANDOM, SpanKind.INTERNAL, "job " + i, null);
        }
        assertThat(sampler.operations()).isEqualTo(Operations.MOST);

        for (int i = 0; i < 3_000; i++) {
            sampler.tick(0.2);
        }
        assertThat(sampler.operations()).isEqualTo(Operations.MOST);
        for (int i = 0; i < 100; i++) {
            sampler.tick(0.2);
        }
        assertThat(sampler.operations()).isLessThan(Operations.MOST);

        int before = sampler.operations();
        sampler.sample(MOST_RANDOM, SpanKind.INTERNAL, "another", null);
        assertThat(sampler.operations()).isEqualTo(before + 1);
    }

    @Test
    void followsTheCallersDecision() {
        assertThat(sampler.followsParent()).isTrue();
    }
}
