// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TraceTreeTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long NOW = 1_790_000_000_000_000_000L;

    @Test
    void readsEachSubtreeBeforeTheNextSiblingAndSiblingsByStart() {
        TraceTree tree = tree(
                span(ID, 1, 0, 0, 100).build(),
                span(ID, 3, 1, 10, 40).build(),
                span(ID, 4, 3, 20, 30).build(),
                span(ID, 2, 1, 50, 90).build(),
                span(ID, 5, 3, 12, 19).build());

        assertThat(lines(tree))
                .containsExactly(
                        "1 depth 0 size 5",
                        " 3 depth 1 size 3",
                        "  5 depth 2 size 1",
                        "  4 depth 2 size 1",
                        " 2 depth 1 size 1");
        assertThat(tree.nodes()).extracting(TraceNode::parent).containsExactly(-1, 0, 1, 1, 0);
        assertThat(tree.nodes()).extracting(TraceNode::childCount).containsExactly(2, 2, 0, 0, 0);
        assertThat(tree.depth()).isEqualTo(3);
    }

    @Test
    void putsOnePlaceholderWhereAParentIsMissing() {
        TraceTree tree = tree(
                span(ID, 1, 0, 0, 100).build(),
                span(ID, 8, 7, 20, 30).build(),
                span(ID, 9, 7, 25, 60).build());

        assertThat(lines(tree))
                .containsExactly(
                        "1 depth 0 size 1", "7 depth 0 size 3 MISSING", " 8 depth 1 size 1", " 9 depth 1 size 1");
        TraceNode placeholder = tree.nodes().get(1);
        assertThat(placeholder.span()).isNull();
        assertThat(placeholder.startUnixNanos()).isEqualTo(20);
        assertThat(placeholder.endUnixNanos()).isEqualTo(60);
        assertThat(placeholder.oddities()).isEmpty();
    }

    @Test
    void statesWhereASpanIsMissingIfASenderKnowsIt() {
        TraceTree tree = tree(
                span(ID, 2, 1, 0, 10).remoteParent(true).build(),
                span(ID, 4, 3, 20, 30).remoteParent(true).build(),
                span(ID, 5, 3, 25, 60).remoteParent(false).build(),
                span(ID, 7, 6, 70, 80).build());

        assertThat(tree.nodes().get(0).oddities()).containsExactly(SpanOddity.MISSING_ELSEWHERE);
        assertThat(tree.nodes().get(2).oddities()).containsExactly(SpanOddity.MISSING_HERE);
        assertThat(tree.nodes().get(5).oddities()).isEmpty();
    }

    @Test
    void cutsACycleAboveItsEarliestSpanAndKeepsAllBelow() {
        TraceTree tree = tree(
                span(ID, 1, 3, 10, 20).build(),
                span(ID, 2, 1, 11, 20).build(),
                span(ID, 3, 2, 12, 20).build(),
                span(ID, 4, 3, 13, 20).build());

        assertThat(lines(tree))
                .containsExactly(
                        "1 depth 0 size 4 [cycle]", " 2 depth 1 size 3", "  3 depth 2 size 2", "   4 depth 3 size 1");
    }

    @Test
    void toleratesASpanThatIsItsOwnParent() {
        assertThat(lines(tree(span(ID, 1, 1, 0, 5).build()))).containsExactly("1 depth 0 size 1 [own-parent]");
    }

    @Test
    void keepsBothSpansOfOneIdAndHangsChildrenBelowTheEarlier() {
        TraceTree tree = tree(
                span(ID, 1, 0, 0, 100).build(),
                span(ID, 2, 1, 10, 90).name("client").build(),
                span(ID, 2, 1, 20, 80).name("server").build(),
                span(ID, 3, 2, 30, 40).build());

        assertThat(lines(tree))
                .containsExactly(
                        "1 depth 0 size 4",
                        " 2 depth 1 size 2 [duplicate]",
                        "  3 depth 2 size 1",
                        " 2 depth 1 size 1 [duplicate]");
    }

    @Test
    void hangsChildrenBelowTheSpanOfTheirOwnProcessWhereSeveralHaveTheId() {
        TraceTree tree = tree(
                span(ID, 1, 0, 0, 100).service("one").build(),
                span(ID, 1, 0, 10, 90).service("two").build(),
                span(ID, 2, 1, 20, 80).service("two").build(),
                span(ID, 3, 1, 30, 40).service("three").build());

        assertThat(lines(tree))
                .containsExactly(
                        "1 depth 0 size 2 [duplicate]",
                        " 3 depth 1 size 1",
                        "1 depth 0 size 2 [duplicate]",
                        " 2 depth 1 size 1");
    }

    @Test
    void marksWhatIsOdd() {
        TraceTree tree = tree(
                span(ID, 1, 0, NOW, NOW + 100).build(),
                span(ID, 2, 1, NOW + 1, NOW).build(),
                span(ID, 3, 1, NOW + 2, 0).build(),
                span(ID, 4, 4, NOW + 3, NOW + 9).build(),
                span(ID, 5, 1, NOW + 4, NOW + 9).service("one").build(),
                span(ID, 5, 1, NOW + 5, NOW + 9).service("two").build(),
                span(ID, 5, 1, NOW + 6, NOW + 9).kind(SpanKind.SERVER).build(),
                span(ID, 6, 7, NOW + 7, NOW + 9).build(),
                span(ID, 7, 6, NOW + 8, NOW + 9).build(),
                span(ID, 8, 1, NOW + 9, NOW + 10)
                        .attribute(Span.UNFINISHED, true)
                        .build(),
                span(ID, 9, 1, 0, NOW + 10).build(),
                span(ID, 10, 1, NOW + 11, -1).build());

        assertThat(oddities(tree))
                .containsExactlyInAnyOrder(
                        "1 []",
                        "2 [end-before-start]",
                        "3 [no-end]",
                        "4 [own-parent]",
                        "5 [duplicate]",
                        "5 [duplicate]",
                        "5 []",
                        "6 [cycle]",
                        "7 []",
                        "8 [unfinished]",
                        "9 [odd-time]",
                        "10 [odd-time]");
    }

    @Test
    void showsOddTimesWithinTheTraceAndNoDurationBelowZero() {
        TraceTree tree = tree(
                span(ID, 1, 0, NOW, NOW + 100).build(),
                span(ID, 2, 1, NOW + 10, NOW - 3_600_000_000_000L).build(),
                span(ID, 3, 1, 0, NOW + 20).build(),
                span(ID, 4, 1, NOW + 30, -1).build(),
                span(ID, 5, 1, -1, -1).build(),
                span(ID, 6, 1, NOW + 40, 0).build());

        assertThat(tree.nodes())
                .allSatisfy(node -> assertThat(node.startUnixNanos()).isBetween(NOW, NOW + 100))
                .allSatisfy(node -> assertThat(node.endUnixNanos()).isBetween(node.startUnixNanos(), NOW + 100));
        assertThat(LongStream.of(SelfTime.of(tree)).boxed())
                .allSatisfy(self -> assertThat(self).isBetween(0L, 100L));
        assertThat(CriticalPath.of(tree).stream()
                        .mapToLong(piece -> piece.toUnixNanos() - piece.fromUnixNanos())
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void findsTheRootBehindAnEarlierOrphan() {
        TraceTree tree =
                tree(span(ID, 5, 4, 0, 500).build(), span(ID, 1, 0, 10, 20).build());

        assertThat(tree.nodes().get(tree.root()).spanId()).isEqualTo(1);
    }

    @Test
    void takesTheLongestTopLevelNodeWhereNoRootIsStored() {
        TraceTree tree =
                tree(span(ID, 5, 4, 0, 10).build(), span(ID, 7, 6, 20, 80).build());

        assertThat(tree.nodes().get(tree.root()).spanId()).isEqualTo(6);
    }

    @Test
    @Timeout(120)
    void buildsAChainOfAHundredThousand() {
        int length = 100_000;
        List<Span> chain = new ArrayList<>(length);
        for (int i = 1; i <= length; i++) {
            chain.add(span(ID, i, i - 1, i, 2 * length - i).build());
        }

        TraceTree tree = TraceTree.of(new Trace(ID, chain));

        assertThat(tree.depth()).isEqualTo(length);
        assertThat(tree.nodes().get(0).size()).isEqualTo(length);
        assertThat(SelfTime.of(tree)[0]).isEqualTo(2);
        assertThat(CriticalPath.of(tree).stream()
                        .mapToLong(piece -> piece.toUnixNanos() - piece.fromUnixNanos())
                        .sum())
                .isEqualTo(tree.nodes().get(0).durationNanos());
    }

    private static TraceTree tree(Span... spans) {
        return TraceTree.of(new Trace(ID, List.of(spans)));
    }

    private static List<String> oddities(TraceTree tree) {
        return tree.nodes().stream()
                .map(node -> node.spanId() + " " + texts(node))
                .toList();
    }

    private static List<String> texts(TraceNode node) {
        return node.oddities().stream().map(SpanOddity::text).toList();
    }

    /** Without odd times: most tests here are in 1970. */
    private static String oddPlace(TraceNode node) {
        List<String> texts = texts(node).stream()
                .filter(text -> !text.equals(SpanOddity.ODD_TIME.text()))
                .toList();
        return texts.isEmpty() ? "" : " " + texts;
    }

    private static List<String> lines(TraceTree tree) {
        return tree.nodes().stream()
                .map(node -> " ".repeat(node.depth())
                        + Long.parseLong(SpanId.toHex(node.spanId()), 16)
                        + " depth " + node.depth() + " size " + node.size()
                        + (node.isMissing() ? " MISSING" : "")
                        + oddPlace(node))
                .toList();
    }
}
