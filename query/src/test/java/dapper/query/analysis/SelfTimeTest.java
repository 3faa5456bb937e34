// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTimeTest {
    private static final TraceId ID = new TraceId(1, 1);

    @Test
    void countsTimeCoveredByTwoChildrenOnce() {
        assertThat(self(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 10, 50).build(),
                        span(ID, 3, 1, 30, 60).build()))
                .containsExactly(50, 40, 30);
    }

    @Test
    void countsAChildInsideAnotherOnce() {
        assertThat(self(
                        span(ID, 1, 0, 0, 100).build(),
                        span(ID, 2, 1, 10, 50).build(),
                        span(ID, 3, 1, 20, 30).build()))
                .containsExactly(60, 40, 10);
    }

    @Test
    void ignoresWhatChildrenDoOutsideTheirParent() {
        assertThat(self(
                        span(ID, 2, 1, 80, 110).build(),
                        span(ID, 1, 0, 100, 200).build(),
                        span(ID, 3, 1, 190, 500).build(),
                        span(ID, 4, 1, 250, 260).build()))
                .containsExactly(80, 30, 310, 10);
    }

    @Test
    void knowsNothingAboutAPlaceholder() {
        assertThat(self(span(ID, 2, 1, 0, 10).build())).containsExactly(0, 10);
    }

    private static long[] self(Span... spans) {
        return SelfTime.of(TraceTree.of(new Trace(ID, List.of(spans))));
    }
}
