// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.explain.Explanation.FieldDifference;
import dapper.query.analysis.explain.Explanation.TimingDifference;
import dapper.query.analysis.explain.Explanation.ValueDifference;
import dapper.query.analysis.pattern.PathPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExplanationRunTest {
    private static final PathPart QUERY = new PathPart("store", "SELECT");
    private static final PathPart ROOT = new PathPart("front", "GET /");
    private static final long PLENTY = 64L << 20;
    private static final long MS = 1_000_000;

    private record Sample(boolean selected, double weight, Map<String, Object> values, Map<PathPart, Long> times) {}

    @Test
    void findsNoDifferenceBetweenIdenticalSets() {
        Random random = new Random(1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Sample one = sample(random, true, weight(random), 3);
            samples.add(one);
            samples.add(new Sample(false, one.weight, one.values, one.times));
        }

        Explanation found = explain(samples);

        assertThat(found.candidates()).isGreaterThan(30);
        assertThat(found.fields()).isEmpty();
        assertThat(found.timings()).isEmpty();
        assertThat(found.selected()).isEqualTo(found.rest());
    }

    @Test
    void placesAPlantedValueAndAPlantedTimeFirst() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                boolean selected = i % 10 == 0;
                Sample one = sample(random, selected, weight(random), 3);
                boolean planted = random.nextInt(10) < (selected ? 9 : 2);
                one.values.put("span.planted", planted ? "yes" : "no");
                one.times.put(QUERY, (selected ? 20 : 10) * MS + random.nextInt(9_000_000));
                samples.add(one);
            }

            Explanation found = explain(samples);

            assertThat(found.fields()).as("seed %d", seed).isNotEmpty();
            FieldDifference first = found.fields().get(0);
            assertThat(first.field()).isEqualTo("span.planted");
            assertThat(first.values()).extracting(ValueDifference::value).containsExactlyInAnyOrder("yes", "no");
            assertThat(found.timings()).extracting(TimingDifference::operation).startsWith(QUERY);
            assertThat(found.timings().get(0).differenceNanos() / MS).isBetween(7.0, 13.0);
        }
    }

    /** A bound of 5 percent: of 400 selections by lot, 20 may have a difference; more than 36 have a probability of 1/2000. */
    @Test
    void findsADifferenceBetweenSelectionsByLotAsRarelyAsStated() {
        int found = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int every = 2 + random.nextInt(30);
            int traces = 60 + random.nextInt(400);
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < traces; i++) {
                double weight = seed % 2 == 0 ? 4 : weight(random);
                samples.add(sample(random, random.nextInt(every) == 0, weight, 6));
            }
            Explanation one = explain(samples);
            found += one.fields().isEmpty() && one.timings().isEmpty() ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(36);
    }

    /** A bound of 5 percent for one comparison, which equal weights nearly reach, and others never exceed. */
    @Test
    void hasNoLowerChanceThanSelectionsByLot() {
        assertThat(rateOfOneComparison(false)).isBetween(0.025, 0.05);
        assertThat(rateOfOneComparison(true)).isBetween(0.005, 0.05);
    }

    private static double rateOfOneComparison(boolean weighted) {
        Random random = new Random(1);
        int rounds = 4_000;
        int found = 0;
        for (int round = 0; round < rounds; round++) {
            Sides all = new Sides();
            Sides with = new Sides();
            for (int i = 0; i < 300; i++) {
                boolean selected = random.nextBoolean();
                double weight = weighted ? weight(random) : 1;
                all.add(selected, weight);
                if (random.nextBoolean()) {
                    with.add(selected, weight);
                }
            }
            found += new ExactTest(all).chance(with) <= 0.05 ? 1 : 0;
        }
        return found / (double) rounds;
    }

    @Test
    void doesNotDependOnTheOrderOfTraces() {
        Random random = new Random(5);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Sample one = sample(random, i < 60, weight(random), 4);
            one.values.put("span.a", i < 60 && i % 3 > 0 ? 1L : 2L);
            one.times.put(QUERY, (i < 60 ? 5L : i % 7) * MS);
            samples.add(one);
        }
        Explanation before = explain(samples);
        assertThat(before.fields()).isNotEmpty();
        assertThat(before.timings()).isNotEmpty();
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(samples, random);
            assertThat(explain(samples)).isEqualTo(before);
        }
    }

    @Test
    void isTheSameInTheOtherDirectionWithTheSidesExchanged() {
        Random random = new Random(6);
        List<Sample> samples = new ArrayList<>();
        List<Sample> exchanged = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Sample one = sample(random, i < 50, weight(random), 3);
            one.values.put("span.a", i < 40);
            samples.add(one);
            exchanged.add(new Sample(!one.selected, one.weight, one.values, one.times));
        }

        ValueDifference one = explain(samples).fields().get(0).values().get(0);
        ValueDifference other = explain(exchanged).fields().get(0).values().get(0);

        assertThat(one.difference()).isEqualTo(-other.difference());
        assertThat(one.chance()).isEqualTo(other.chance(), Offset.offset(1e-12));
    }

    @Test
    void weightsTracesByTheNumberThatTheyStandFor() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            samples.add(
                    new Sample(true, i < 40 ? 1 : 3, Map.of("span.a", i < 40), Map.of(ROOT, (i < 40 ? 8 : 4) * MS)));
            samples.add(new Sample(false, 2, Map.of("span.a", true), Map.of(ROOT, MS)));
        }

        Explanation found = explain(samples);

        assertThat(found.selected()).isEqualTo(new Explanation.Side(80, 160, 64, 5 * MS));
        assertThat(found.rest()).isEqualTo(new Explanation.Side(80, 160, 80, MS));
        ValueDifference value = found.fields().get(0).values().get(1);
        assertThat(value.value()).isEqualTo(true);
        assertThat(value.selectedShare()).isEqualTo(0.25);
        assertThat(value.restShare()).isEqualTo(1);
        assertThat(value.selectedStored()).isEqualTo(40);
        assertThat(found.timings().get(0).selectedNanos()).isEqualTo(5 * MS);
    }

    /** Eight of 100 against none of 100, and 2 of 10 against 10 of 1,000. */
    @Test
    void computesTheExactProbabilityOfEqualWeights() {
        Sides all = new Sides();
        Sides with = new Sides();
        for (int i = 0; i < 100; i++) {
            all.add(true, 16);
            all.add(false, 16);
        }
        for (int i = 0; i < 8; i++) {
            with.add(true, 16);
        }
        assertThat(new ExactTest(all).chance(with)).isEqualTo(0.006755, Offset.offset(1e-6));
        assertThat(new ExactTest(all).chance(all)).isEqualTo(1);
        Sides unequal = new Sides();
        Sides rare = new Sides();
        for (int i = 0; i < 1_010; i++) {
            unequal.add(i < 10, 1);
            if (i < 2 || i >= 1_000) {
                rare.add(i < 10, 1);
            }
        }
        assertThat(new ExactTest(unequal).chance(rare)).isEqualTo(0.011055, Offset.offset(1e-6));
    }

    @Test
    void takesIdsForNoDifferenceAndNamesTheirField() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            samples.add(new Sample(
                    i % 3 == 0, 1, Map.of("span.id", "id-" + i, "span.a", i % 3 == 0 ? "x" : "y"), Map.of()));
        }

        Explanation found = explain(samples);

        assertThat(found.candidates()).isEqualTo(2);
        assertThat(found.fields()).extracting(FieldDifference::field).containsExactly("span.a");
        assertThat(found.manyValued()).containsExactly("span.id");
        assertThat(found.limitsHit()).isEmpty();
    }

    @Test
    void leavesTracesOutWhenItsMemoryIsUsedUp() {
        ExplanationRun run = new ExplanationRun(20_000);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            if (run.begin(i % 2 == 0, 1, MS)) {
                taken++;
                run.value("span.id", "id-" + i);
                run.selfTime(ROOT, i);
            }
        }

        assertThat(taken).isBetween(20, 200);
        Explanation found = run.result();
        assertThat(found.selected().stored() + found.rest().stored()).isEqualTo(taken);
        assertThat(found.limitsHit())
                .containsExactly("the memory of an answer is used up, and " + (1_000 - taken) + " traces are left out");
    }

    @Test
    void comparesNothingWithoutTracesOnBothSides() {
        Explanation found = explain(List.of(new Sample(true, 1, Map.of("span.a", "x"), Map.of(ROOT, MS))));

        assertThat(found.selected().stored()).isEqualTo(1);
        assertThat(found.rest()).isEqualTo(new Explanation.Side(0, 0, 0, 0));
        assertThat(found.fields()).isEmpty();
        assertThat(explain(List.of()).candidates()).isZero();
    }

    /** Values that depend on each other, rare ones, and self times with a long tail. */
    private static Sample sample(Random random, boolean selected, double weight, int fields) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < fields; i++) {
            int value = (int) (Math.pow(random.nextDouble(), 3) * 12);
            values.put("span.field" + i, (long) value);
            values.put("resource.copy" + i, "v" + value);
        }
        Map<PathPart, Long> times = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        times.put(ROOT, (long) (MS * Math.exp(2 * random.nextGaussian())));
        if (random.nextInt(4) > 0) {
            times.put(QUERY, (long) (MS * Math.exp(random.nextGaussian())));
        }
        return new Sample(selected, weight, values, times);
    }

    private static double weight(Random random) {
        return 1 << 2 * random.nextInt(4);
    }

    private static Explanation explain(List<Sample> samples) {
        ExplanationRun run = new ExplanationRun(PLENTY);
        for (Sample sample : samples) {
            long duration =
                    sample.times.values().stream().mapToLong(Long::longValue).sum();
            assertThat(run.begin(sample.selected, sample.weight, duration)).isTrue();
            sample.values.forEach(run::value);
            sample.values.forEach(run::value);
            sample.times.forEach((operation, nanos) -> {
                run.selfTime(operation, nanos / 2);
                run.selfTime(operation, nanos - nanos / 2);
            });
        }
        return run.result();
    }
}
