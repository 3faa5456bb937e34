// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceDiffTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long MS = 1_000_000;

    @Test
    void placesTheSpansOfBothTracesSideBySide() {
        TraceDiff diff = TraceDiff.of(
                tree(
                        named("GET /cart", 1, 0, 0, 100),
                        named("stock", 2, 1, 10, 40),
                        named("SELECT", 3, 2, 12, 30),
                        named("old", 4, 1, 40, 60),
                        named("render", 5, 1, 60, 90)),
                tree(
                        named("GET /cart", 11, 0, 0, 200),
                        named("new", 12, 11, 5, 10),
                        named("below", 13, 12, 6, 9),
                        named("stock", 14, 11, 10, 140),
                        named("SELECT", 15, 14, 12, 30),
                        named("SELECT", 16, 14, 30, 135),
                        named("render", 17, 11, 140, 150)));

        assertThat(lines(diff))
                .containsExactly(
                        "slower GET /cart 1 11",
                        "  added new - 12",
                        "    added below - 13",
                        "  slower stock 2 14",
                        "    same SELECT 3 15",
                        "    added SELECT - 16",
                        "  removed old 4 -",
                        "  faster render 5 17");
    }

    @Test
    void makesPairsOfEqualSubtreesBeforeItMakesPairsOfEqualNames() {
        TraceDiff diff = TraceDiff.of(
                tree(
                        named("root", 1, 0, 0, 100),
                        named("call", 2, 1, 10, 20),
                        named("query", 3, 2, 11, 12),
                        named("call", 4, 1, 20, 30)),
                tree(
                        named("root", 1, 0, 0, 100),
                        named("call", 2, 1, 10, 20),
                        named("call", 4, 1, 20, 30),
                        named("query", 3, 4, 21, 22)));

        assertThat(lines(diff))
                .containsExactly("same root 1 1", "  same call 2 4", "    same query 3 3", "  same call 4 2");
    }

    @Test
    void comparesRootsOfDifferentOperationsAndNamesWithIds() {
        TraceDiff diff = TraceDiff.of(
                tree(named("GET /a", 1, 0, 0, 100), named("job 17", 2, 1, 0, 10), named("lost", 8, 7, 0, 5)),
                tree(named("GET /b", 1, 0, 0, 100), named("job 4711", 2, 1, 0, 10)));

        assertThat(lines(diff))
                .containsExactly("same GET /a 1 1", "  same job 17 2 2", "removed - 7 -", "  removed lost 8 -");
    }

    @Test
    void countsADifferenceFromATenthOfTheSpanAndAHundredthOfTheTraceOn() {
        TraceDiff diff = TraceDiff.of(
                tree(
                        named("root", 1, 0, 0, 10_000),
                        named("a", 2, 1, 0, 1_000),
                        named("b", 3, 1, 0, 1_000),
                        named("c", 4, 1, 0, 10),
                        named("d", 5, 1, 0, 10)),
                tree(
                        named("root", 1, 0, 0, 10_000),
                        named("a", 2, 1, 0, 1_110),
                        named("b", 3, 1, 0, 1_112),
                        named("c", 4, 1, 0, 109),
                        named("d", 5, 1, 0, 110)));

        assertThat(lines(diff))
                .containsExactly("same root 1 1", "  same a 2 2", "  slower b 3 3", "  same c 4 4", "  slower d 5 5");
    }

    @Test
    void hasNoDifferenceFromItself() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            TraceTree tree = tree(random(random, 1 + random.nextInt(80)));

            TraceDiff diff = TraceDiff.of(tree, tree);

            assertThat(diff.lines()).hasSize(tree.nodes().size());
            assertThat(diff.lines()).allSatisfy(line -> {
                assertThat(line.a()).isEqualTo(line.b());
                assertThat(diff.change(line)).isEqualTo(Change.SAME);
            });
        }
    }

    @Test
    void isTheMirrorOfTheDiffTheOtherWayRound() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            TraceTree a = tree(random(random, 1 + random.nextInt(60)));
            TraceTree b = tree(random(random, 1 + random.nextInt(60)));

            TraceDiff there = TraceDiff.of(a, b);
            TraceDiff back = TraceDiff.of(b, a);

            assertThat(pairs(there.lines())).isEqualTo(pairs(mirrored(back.lines())));
            assertThat(there.lines().stream()
                            .map(there::change)
                            .map(TraceDiffTest::mirrored)
                            .sorted())
                    .containsExactlyElementsOf(
                            back.lines().stream().map(back::change).sorted().toList());
            assertThat(there.lines().stream()
                            .mapToInt(DiffLine::a)
                            .filter(i -> i >= 0)
                            .boxed())
                    .containsExactlyInAnyOrderElementsOf(places(a));
            assertThat(there.lines().stream()
                            .mapToInt(DiffLine::b)
                            .filter(i -> i >= 0)
                            .boxed())
                    .containsExactlyInAnyOrderElementsOf(places(b));
            assertThat(there.lines())
                    .allSatisfy(line -> assertThat(line.depth())
                            .isEqualTo(
                                    line.a() >= 0
                                            ? a.nodes().get(line.a()).depth()
                                            : b.nodes().get(line.b()).depth()));
        }
    }

    @Test
    void findsASubtreeThatWasInserted() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<Span> spans = random(random, 2 + random.nextInt(60));
            List<Span> more = new ArrayList<>(spans);
            long parent = 1 + random.nextInt(spans.size());
            long start = random.nextInt(1000) * MS;
            int size = 1 + random.nextInt(5);
            for (int i = 0; i < size; i++) {
                more.add(span(ID, 500 + i, i == 0 ? parent : 500 + random.nextInt(i), start, start + MS)
                        .name("inserted")
                        .build());
            }

            TraceDiff added = TraceDiff.of(tree(spans), tree(more));
            TraceDiff removed = TraceDiff.of(tree(more), tree(spans));

            assertThat(names(added, Change.ADDED)).hasSize(size).containsOnly("inserted");
            assertThat(names(added, Change.REMOVED)).isEmpty();
            assertThat(names(removed, Change.REMOVED)).hasSize(size).containsOnly("inserted");
            assertThat(names(removed, Change.ADDED)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"chain", "children", "tops"})
    void looksAtEachSpanAFewTimesHoweverLargeTheTraces(String shape) {
        assertThat(visitsOfASpan(shape, 100_000)).isLessThan(40);
    }

    private static double visitsOfASpan(String shape, int size) {
        List<Span> spans = new ArrayList<>(size);
        for (int i = 1; i <= size; i++) {
            long parent = shape.equals("tops") ? size + i : i == 1 || shape.equals("chain") ? i - 1 : 1;
            spans.add(span(ID, i, parent, i, i + 10).name("call " + i % 7).build());
        }
        long[] visits = {0};
        TraceTree tree = tree(spans);
        TraceTree counted = new TraceTree(new AbstractList<>() {
            @Override
            public TraceNode get(int position) {
                visits[0]++;
                return tree.nodes().get(position);
            }

            @Override
            public int size() {
                return tree.nodes().size();
            }
        });
        TraceTree shorter = tree(spans.subList(0, size / 2));

        TraceDiff diff = TraceDiff.of(counted, shorter);
        assertThat(diff.lines()).hasSizeGreaterThanOrEqualTo(size);
        diff.lines().forEach(diff::change);

        return (double) visits[0] / size;
    }

    private static List<Span> random(Random random, int count) {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long start = random.nextInt(1000) * MS;
            spans.add(span(ID, i, i == 1 ? 0 : 1 + random.nextInt(i - 1), start, start + random.nextInt(300) * MS)
                    .service("service" + random.nextInt(2))
                    .name("name" + (char) ('a' + random.nextInt(2)))
                    .kind(SpanKind.of(random.nextInt(2)))
                    .build());
        }
        return spans;
    }

    private static List<String> names(TraceDiff diff, Change change) {
        return diff.lines().stream()
                .filter(line -> diff.change(line) == change)
                .map(line -> name(diff, line))
                .toList();
    }

    private static Set<List<Integer>> pairs(List<DiffLine> lines) {
        return lines.stream().map(line -> List.of(line.a(), line.b())).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<DiffLine> mirrored(List<DiffLine> lines) {
        return lines.stream()
                .map(line -> new DiffLine(line.depth(), line.b(), line.a()))
                .toList();
    }

    private static Change mirrored(Change change) {
        return switch (change) {
            case SAME -> Change.SAME;
            case SLOWER -> Change.FASTER;
            case FASTER -> Change.SLOWER;
            case ADDED -> Change.REMOVED;
            case REMOVED -> Change.ADDED;
        };
    }

    private static List<Integer> places(TraceTree tree) {
        return IntStream.range(0, tree.nodes().size()).boxed().toList();
    }

    private static TestSpan named(String name, long id, long parent, long from, long to) {
        return span(ID, id, parent, from * MS, to * MS).name(name);
    }

    private static TraceTree tree(TestSpan... spans) {
        return tree(Stream.of(spans).map(TestSpan::build).toList());
    }

    private static TraceTree tree(List<Span> spans) {
        return TraceTree.of(new Trace(
                ID,
                spans.stream()
                        .sorted(Comparator.comparingLong(Span::startUnixNanos))
                        .toList()));
    }

    private static List<String> lines(TraceDiff diff) {
        return diff.lines().stream()
                .map(line -> "  ".repeat(line.depth()) + diff.change(line).text() + " " + name(diff, line) + " "
                        + id(diff.a(), line.a()) + " " + id(diff.b(), line.b()))
                .toList();
    }

    private static String name(TraceDiff diff, DiffLine line) {
        Span span = line.a() >= 0
                ? diff.a().nodes().get(line.a()).span()
                : diff.b().nodes().get(line.b()).span();
        return span == null ? "-" : span.name();
    }

    private static String id(TraceTree tree, int position) {
        return position < 0 ? "-" : Long.toString(tree.nodes().get(position).spanId());
    }
}
