// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.query.testing.ViewerSandbox;
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
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InsightPropertiesTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long START = 1_790_000_000_000_000_000L;
    private static final long MS = 1_000_000;
    /** Everything is worth an insight, so that each detector has all its work. */
    private static final InsightLimits LOWEST = new InsightLimits(0, 0, 0, 2, 2, 2, 2, 2);

    enum Large {
        CHAIN(n -> large(n, i -> i - 1, i -> i * MS, i -> (2L * n - i) * MS)),
        CHILDREN_IN_SEQUENCE(n -> large(n, i -> 1, i -> i * 2 * MS, i -> i * 2 * MS + MS)),
        CHILDREN_AT_ONCE(n -> large(n, i -> 1, i -> i, i -> 100 * MS + i)),
        BINARY(n -> large(n, i -> i / 2, i -> i * MS, i -> 2 * i * MS)),
        BATCHES(n -> ViewerSandbox.large(n, START)),
        WIDE(n -> ViewerSandbox.wide(n, START)),
        WITHOUT_ROOT(n -> large(n, i -> i + n, i -> i, i -> i + MS));

        final IntFunction<List<Span>> spans;

        Large(IntFunction<List<Span>> spans) {
            this.spans = spans;
        }

        private static List<Span> large(int n, IntToLongFunction parent, IntToLongFunction from, IntToLongFunction to) {
            Random random = new Random(n);
            List<Span> spans = new ArrayList<>(n);
            for (int i = 1; i <= n; i++) {
                long start = START + (i == 1 ? 0 : from.applyAsLong(i));
                long end = START + (i == 1 ? 3L * n * MS : to.applyAsLong(i));
                spans.add(random(span(ID, i, i == 1 ? 0 : parent.applyAsLong(i), start, end), random));
            }
            spans.sort(Comparator.comparingLong(Span::startUnixNanos));
            return spans;
        }
    }

    /** Counts how often a node is looked at. */
    private static final class CountedNodes extends AbstractList<TraceNode> {
        final List<TraceNode> nodes;
        long visits;

        CountedNodes(List<TraceNode> nodes) {
            this.nodes = nodes;
        }

        @Override
        public TraceNode get(int position) {
            visits++;
            return nodes.get(position);
        }

        @Override
        public int size() {
            return nodes.size();
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksAtEachSpanAFewTimesHoweverLargeTheTrace(Large shape) {
        double few = visitsOfASpan(shape, 12_500);

        assertThat(few).isLessThan(250);
        assertThat(visitsOfASpan(shape, 100_000)).isLessThan(1.3 * few + 10);
    }

    private static double visitsOfASpan(Large shape, int size) {
        TraceTree tree = TraceTree.of(new Trace(ID, shape.spans.apply(size)));
        List<CriticalPath.Piece> path = CriticalPath.of(tree);
        CountedNodes counted = new CountedNodes(tree.nodes());

        assertThat(Insights.of(new TraceTree(counted), path, LOWEST)).hasSizeLessThanOrEqualTo(Findings.MOST);

        return (double) counted.visits / size;
    }

    @Test
    void keepsItsPromisesOnRandomTraces() {
        Random random = new Random(5);
        Set<InsightKind> seen = new HashSet<>();
        for (int round = 0; round < 2_000; round++) {
            TraceTree tree = TraceTree.of(new Trace(ID, spans(random)));
            long duration = tree.nodes().get(tree.root()).durationNanos();
            List<Insight> insights = Insights.of(tree, CriticalPath.of(tree), LOWEST);

            assertThat(Insights.of(tree, CriticalPath.of(tree), LOWEST)).isEqualTo(insights);
            assertThat(insights)
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(Insight::weight).reversed());
            for (Insight insight : insights) {
                seen.add(insight.kind());
                assertThat(insight.costNanos()).isBetween(0L, duration);
                assertThat(insight.weight()).isBetween(0.0, 1.0);
                assertThat(insight.sentence()).endsWith(".").doesNotContain("null");
                assertThat(insight.spanCount()).isEqualTo(insight.positions().size());
                assertThat(new HashSet<>(insight.positions())).hasSize(insight.spanCount());
                assertThat(insight.positions())
                        .isSorted()
                        .allSatisfy(position -> assertThat(
                                        tree.nodes().get(position).isMissing())
                                .isFalse());
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(InsightKind.values());
    }

    private static List<Span> spans(Random random) {
        int count = 1 + random.nextInt(60);
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long from = random.nextInt(1000) * MS;
            long to = from + (random.nextInt(8) == 0 ? random.nextInt(900) : random.nextInt(60)) * MS;
            long parent = i == 1 ? 0 : random.nextInt(20) == 0 ? 1000 + i : 1 + random.nextInt(Math.min(6, i - 1));
            spans.add(random(
                    span(ID, i, parent, START + (i == 1 ? 0 : from), START + (i == 1 ? 1000 * MS : to)), random));
        }
        spans.sort(Comparator.comparingLong(Span::startUnixNanos));
        return spans;
    }

    private static Span random(TestSpan span, Random random) {
        span.service("service" + random.nextInt(3))
                .kind(SpanKind.of(random.nextInt(6)))
                .name("name" + (char) ('a' + random.nextInt(3)));
        if (random.nextInt(4) == 0) {
            span.error("");
        }
        switch (random.nextInt(8)) {
            case 0 -> span.attribute("db.system.name", "h2").attribute("db.query.text", "select " + random.nextInt(2));
            case 1, 2, 3 ->
                span.attribute("http.request.method", "GET").attribute("url.full", "http://h/" + random.nextInt(9));
            case 4 -> span.attribute("code.function", "getConnection");
            default -> span.attribute("http.response.status_code", 200L + random.nextInt(400));
        }
        return span.build();
    }
}
