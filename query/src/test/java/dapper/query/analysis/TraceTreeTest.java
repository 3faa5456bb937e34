// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceNode.Oddity;
import dapper.storage.Span;
import dapper.storage.SpanId;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TraceTreeTest {
    private static final TraceId ID = new TraceId(1, 1);

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
                        "1 depth 0 size 4 PARENT_CYCLE",
                        " 2 depth 1 size 3",
                        "  3 depth 2 size 2",
                        "   4 depth 3 size 1");
    }

    @Test
    void toleratesASpanThatIsItsOwnParent() {
        assertThat(lines(tree(span(ID, 1, 1, 0, 5).build()))).containsExactly("1 depth 0 size 1 PARENT_CYCLE");
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
                        " 2 depth 1 size 2",
                        "  3 depth 2 size 1",
                        " 2 depth 1 size 1 DUPLICATE_ID");
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

    private static List<String> lines(TraceTree tree) {
        return tree.nodes().stream()
                .map(node -> " ".repeat(node.depth())
                        + Long.parseLong(SpanId.toHex(node.spanId()), 16)
                        + " depth " + node.depth() + " size " + node.size()
                        + (node.oddity() == Oddity.NONE ? "" : " " + node.oddity()))
                .toList();
    }
}
