// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final TraceId ID = new TraceId(1, 1);

    @Test
    void goesThroughTheChildThatEndedLast() {
        assertThat(path(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 10, 40).build(),
                        span(ID, 3, 1, 10, 90).build()))
                .containsExactly("1: 0-10", "3: 10-90", "1: 90-100");
    }

    @Test
    void goesThroughEachOfSeveralChildrenInTurn() {
        assertThat(path(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 10, 40).build(),
                        span(ID, 3, 1, 50, 90).build()))
                .containsExactly("1: 0-10", "2: 10-40", "1: 40-50", "3: 50-90", "1: 90-100");
    }

    @Test
    void goesDownIntoTheChildsOwnChildren() {
        assertThat(path(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 0, 100).build(),
                        span(ID, 3, 2, 20, 80).build()))
                .containsExactly("2: 0-20", "3: 20-80", "2: 80-100");
    }

    @Test
    void passesOverAChildThatWasStillRunningWhenTheNextBegan() {
        assertThat(path(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 10, 60).build(),
                        span(ID, 3, 1, 50, 90).build()))
                .containsExactly("1: 0-50", "3: 50-90", "1: 90-100");
    }

    @Test
    void leavesOutWhatTheSameProcessDidNotWaitFor() {
        assertThat(path(span(ID, 1, 0, 0, 100).build(), span(ID, 2, 1, 10, 400).build()))
                .containsExactly("1: 0-100");
    }

    @Test
    void cutsOffWhatAnotherProcessDidAfterTheEndByItsOwnClock() {
        assertThat(path(
                        span(ID, 1, 0, 0, 100).service("a").build(),
                        span(ID, 2, 1, 10, 105).service("b").build()))
                .containsExactly("1: 0-10", "2: 10-100");
    }

    @Test
    void cutsOffWhatHappenedBeforeTheParentBegan() {
        assertThat(path(
                        span(ID, 2, 1, 70, 120).service("b").build(),
                        span(ID, 1, 0, 100, 200).service("a").build()))
                .containsExactly("2: 100-120", "1: 120-200");
    }

    @Test
    void addsUpToTheDurationOfTheRootWhateverTheTree() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<Span> spans = new ArrayList<>(List.of(span(ID, 1, 0, 0, 1000).build()));
            for (int i = 2; i < 40; i++) {
                long start = random.nextInt(1200) - 100;
                spans.add(span(ID, i, 1 + random.nextInt(i - 1), start, start + random.nextInt(400))
                        .service("s" + random.nextInt(3))
                        .build());
            }
            spans.sort((a, b) -> Long.compare(a.startUnixNanos(), b.startUnixNanos()));
            TraceTree tree = TraceTree.of(new Trace(ID, spans));

            long at = 0;
            for (CriticalPath.Piece piece : CriticalPath.of(tree)) {
                assertThat(piece.fromUnixNanos()).isEqualTo(at);
                assertThat(piece.toUnixNanos()).isGreaterThan(at);
                at = piece.toUnixNanos();
            }
            assertThat(at).isEqualTo(1000);
        }
    }

    private static List<String> path(Span... spans) {
        TraceTree tree = TraceTree.of(new Trace(ID, List.of(spans)));
        return CriticalPath.of(tree).stream()
                .map(piece -> tree.nodes().get(piece.position()).spanId() + ": " + piece.fromUnixNanos() + "-"
                        + piece.toUnixNanos())
                .toList();
    }
}
