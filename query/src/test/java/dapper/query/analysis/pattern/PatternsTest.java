// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final Offset<Double> ALMOST = Offset.offset(1e-9);

    @Test
    void aShapeIsTheSameInEveryVersion() {
        assertThat(shape(child(1, 0, "GET /"), child(2, 1, "SELECT")))
                .isEqualTo(shape(child(7, 0, "GET /"), child(9, 7, "SELECT")));
        assertThat(shape(child(1, 0, "GET /"), child(2, 1, "SELECT"))).isEqualTo(0xe29b1f4cb45d4149L);
    }

    @Test
    void aShapeFoldsRepeatsAndIgnoresTheOrderOfSiblingsAndIds() {
        long shape = shape(child(1, 0, "GET /"), child(2, 1, "call 7"), child(3, 2, "SELECT"), child(4, 1, "render"));

        assertThat(shape(
                        child(1, 0, "GET /"),
                        child(4, 1, "render"),
                        child(2, 1, "call 8"),
                        child(3, 2, "SELECT"),
                        child(5, 2, "SELECT"),
                        child(6, 1, "call 9"),
                        child(8, 6, "SELECT")))
                .isEqualTo(shape);
        assertThat(shape(child(1, 0, "GET /"), child(2, 1, "call 7"), child(4, 1, "render")))
                .isNotEqualTo(shape);
        assertThat(shape(child(1, 0, "GET /"), child(2, 1, "call 7"), child(3, 1, "SELECT"), child(4, 1, "render")))
                .isNotEqualTo(shape);
        assertThat(shape(
                        child(1, 0, "GET /"),
                        child(2, 1, "call 7").service("other"),
                        child(3, 2, "SELECT"),
                        child(4, 1, "render")))
                .isNotEqualTo(shape);
        assertThat(shape(
                        child(1, 0, "GET /"),
                        child(2, 1, "call 7").kind(SpanKind.CLIENT),
                        child(3, 2, "SELECT"),
                        child(4, 1, "render")))
                .isNotEqualTo(shape);
    }

    @Test
    void aShapeDoesNotDependOnTimesOrTheOrderOfSpans() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(30);
            List<Span> spans = new ArrayList<>();
            List<Span> moved = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                long parent = i == 1 ? 0 : 1 + random.nextInt(i - 1);
                String name = "name" + (char) ('a' + random.nextInt(3));
                spans.add(
                        span(ID, i, parent, random.nextInt(99), 100).name(name).build());
                moved.add(span(ID, 1000 + i, parent == 0 ? 0 : 1000 + parent, random.nextInt(99), 100)
                        .name(name)
                        .build());
            }
            Collections.shuffle(moved, random);

            assertThat(TraceShape.of(tree(moved))).isEqualTo(TraceShape.of(tree(spans)));
        }
    }

    @Test
    void countsEachTraceForThoseThatItStandsFor() {
        List<Pattern> patterns = Patterns.of(List.of(
                sample(1, 5, 10, 1, false),
                sample(2, 5, 20, 1, true),
                sample(3, 5, 1_000, 98, false),
                sample(4, 6, 7, 200, false)));

        assertThat(patterns).extracting(Pattern::shape).containsExactly(6L, 5L);
        Pattern second = patterns.get(1);
        assertThat(second.stored()).isEqualTo(3);
        assertThat(second.traces()).isEqualTo(100);
        assertThat(second.errorShare()).isEqualTo(0.01, ALMOST);
        assertThat(second.quantiles())
                .extracting(quantile -> quantile.example().low())
                .containsExactly(3L, 3L, 3L);
        assertThat(second.histogram())
                .containsExactly(
                        new Pattern.Bucket(8, 16, 1), new Pattern.Bucket(16, 32, 1), new Pattern.Bucket(512, 1024, 98));
        assertThat(second.path()).extracting(share -> share.part().operation()).containsExactly("root");
        assertThat(second.path().get(0).share()).isEqualTo(1, ALMOST);
    }

    @Test
    void givesATraceForEachQuantile() {
        List<PatternSample> samples = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            samples.add(sample(i, 5, 1_000 + i, 1, false));
        }
        Collections.shuffle(samples, new Random(1));

        assertThat(Patterns.of(samples).get(0).quantiles())
                .extracting(quantile -> quantile.example().low(), Pattern.Quantile::durationNanos)
                .containsExactly(tuple(100L, 1_100L), tuple(190L, 1_190L), tuple(198L, 1_198L));
    }

    @Test
    void readsTheFactsOfATrace() {
        Trace trace = new Trace(
                ID,
                List.of(
                        span(ID, 1, 0, 0, 100)
                                .name("GET /")
                                .error("")
                                .traceState("ot=th:c")
                                .build(),
                        span(ID, 2, 1, 10, 40).name("call 1").build(),
                        span(ID, 3, 1, 50, 90).name("call 2").build()));

        PatternSample sample = PatternSample.of(trace, TraceTree.of(trace));

        assertThat(sample.durationNanos()).isEqualTo(100);
        assertThat(sample.weight()).isEqualTo(4);
        assertThat(sample.failed()).isTrue();
        assertThat(sample.spanCount()).isEqualTo(3);
        assertThat(sample.path())
                .isEqualTo(Map.of(new PathPart("app", "call {}"), 70L, new PathPart("app", "GET /"), 30L));
    }

    private static PatternSample sample(long id, long shape, long duration, double weight, boolean failed) {
        return new PatternSample(
                new TraceId(0, id), shape, duration, weight, failed, 1, Map.of(new PathPart("app", "root"), duration));
    }

    private static TestSpan child(long id, long parent, String name) {
        return span(ID, id, parent, id, id + 10).name(name);
    }

    private static long shape(TestSpan... spans) {
        return TraceShape.of(tree(Arrays.stream(spans).map(TestSpan::build).toList()));
    }

    private static TraceTree tree(List<Span> spans) {
        return TraceTree.of(new Trace(
                ID,
                spans.stream()
                        .sorted(Comparator.comparingLong(Span::startUnixNanos))
                        .toList()));
    }
}
