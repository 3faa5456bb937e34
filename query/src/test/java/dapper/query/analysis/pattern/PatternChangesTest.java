// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PatternChangesTest {
    private static final Offset<Double> ALMOST = Offset.offset(1e-9);

    @Test
    void ranksPatternsByTheTracesThatTheirChangeAffects() {
        List<PatternSample> before = new ArrayList<>();
        List<PatternSample> after = new ArrayList<>();
        add(before, 1, 50, 100, 1, 0);
        add(after, 1, 55, 100, 1, 0);
        add(before, 2, 30, 100, 1, 0);
        add(after, 2, 30, 400, 1, 0);
        add(before, 3, 15, 100, 1, 0);
        add(after, 3, 10, 100, 1, 10);
        add(before, 4, 5, 100, 1, 0);
        add(after, 5, 1, 100, 5, 0);

        List<PatternChange> changes = PatternChanges.of(before, after);

        assertThat(changes)
                .extracting(
                        PatternChangesTest::shape,
                        change -> change.before() == null,
                        change -> change.after() == null,
                        change -> Math.round(change.extent() * 1_000))
                .containsExactly(
                        tuple(2L, false, false, 225L),
                        tuple(3L, false, false, 150L),
                        tuple(1L, false, false, 50L),
                        tuple(4L, false, true, 50L),
                        tuple(5L, true, false, 50L));
        assertThat(changes.get(4).shareAfter()).isEqualTo(0.05);
        assertThat(changes.get(4).shareBefore()).isZero();
    }

    @Test
    void findsNoChangeBetweenEqualWindows() {
        List<PatternSample> samples = random(new Random(1), 200);
        List<PatternSample> again = new ArrayList<>(samples);
        Collections.shuffle(again, new Random(2));

        List<PatternChange> changes = PatternChanges.of(samples, again);

        assertThat(changes).allSatisfy(change -> {
            assertThat(change.extent()).isEqualTo(0, ALMOST);
            assertThat(change.before()).isNotNull();
            assertThat(change.after()).isNotNull();
        });
    }

    @Test
    void hasEachShapeOnceAndSharesThatAddUp() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<PatternSample> before = random(random, random.nextInt(60));
            List<PatternSample> after = random(random, random.nextInt(60));
            List<PatternChange> changes = PatternChanges.of(before, after);
            Set<Long> shapes = Stream.concat(before.stream(), after.stream())
                    .map(PatternSample::shape)
                    .collect(Collectors.toCollection(HashSet::new));

            assertThat(changes).extracting(PatternChangesTest::shape).containsExactlyInAnyOrderElementsOf(shapes);
            assertThat(changes.stream().mapToDouble(PatternChange::shareAfter).sum())
                    .isEqualTo(after.isEmpty() ? 0 : 1, ALMOST);
            assertThat(changes.stream().mapToDouble(PatternChange::shareBefore).sum())
                    .isEqualTo(before.isEmpty() ? 0 : 1, ALMOST);
            Map<Long, Double> backwards = new HashMap<>();
            PatternChanges.of(after, before).forEach(change -> backwards.put(shape(change), change.extent()));
            assertThat(changes).allSatisfy(change -> {
                assertThat(change.extent()).isBetween(0.0, 1.0 + 1e-9);
                assertThat(backwards.get(shape(change))).isEqualTo(change.extent(), ALMOST);
            });
        }
    }

    /** A pattern that is rare in one window must not seem new because of the limit on patterns in an answer. */
    @Test
    void looksAtAllPatternsOfBothWindows() {
        List<PatternSample> before = new ArrayList<>();
        for (int shape = 1; shape <= 150; shape++) {
            add(before, shape, shape == 150 ? 1 : 2, 100, 1, 0);
        }
        List<PatternSample> after = new ArrayList<>();
        add(after, 150, 50, 100, 1, 0);

        List<PatternChange> changes = PatternChanges.of(before, after);

        assertThat(changes).hasSize(Patterns.MOST);
        assertThat(shape(changes.get(0))).isEqualTo(150);
        assertThat(changes.get(0).before()).isNotNull();
    }

    private static long shape(PatternChange change) {
        return Objects.requireNonNull(change.after() == null ? change.before() : change.after())
                .shape();
    }

    private static void add(List<PatternSample> to, long shape, int count, long duration, double weight, int failed) {
        for (int i = 0; i < count; i++) {
            to.add(sample(shape, duration, weight, i < failed, to.size()));
        }
    }

    private static List<PatternSample> random(Random random, int count) {
        List<PatternSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(
                    random.nextInt(8), random.nextInt(1_000), 1 << random.nextInt(6), random.nextInt(4) == 0, i));
        }
        return samples;
    }

    private static PatternSample sample(long shape, long duration, double weight, boolean failed, long id) {
        return new PatternSample(new TraceId(shape, id), shape, duration, weight, failed, 1, Map.of());
    }
}
