// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of storage for odd spans too: they are kept as they were sent. */
abstract class OddSpansContract extends StorageContract {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void keepsAllSpansOfOneIdThatDiffer() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = List.of(
                Spans.of(id, 1).service("one").build(),
                Spans.of(id, 1).service("two").build(),
                Spans.of(id, 1).service("two").tag("n", 1L).build(),
                Spans.of(id, 1).service("two").duration(7).build());
        write(id, spans);
        write(id, List.of(spans.get(2)));
        write(id, spans);

        assertThat(storage().reader().trace(id).orElseThrow().spans()).containsExactlyInAnyOrderElementsOf(spans);
        assertThat(found(search("one"))).contains(id);
        assertThat(found(search("two").durations(7, 7))).containsExactly(id);
    }

    @Test
    void dropsSnapshotsOfSpansThatHaveEnded() throws Exception {
        TraceId id = random.traceId();
        Span finished = Spans.of(id, 1).duration(300).build();
        Span ofAnother = Spans.of(id, 1).service("snapped").unfinished().build();
        Span ofAnotherKind =
                Spans.of(id, 1).kind(SpanKind.CLIENT).duration(5).unfinished().build();
        Span latest = Spans.of(id, 2).duration(200).unfinished().build();
        write(id, List.of(Spans.of(id, 1).duration(100).unfinished().build(), ofAnother, ofAnotherKind));
        write(id, List.of(latest, Spans.of(id, 2).duration(100).unfinished().build()));
        write(id, List.of(Spans.of(id, 1).duration(200).unfinished().build(), finished));

        assertThat(storage().reader().trace(id).orElseThrow().spans())
                .containsExactlyInAnyOrder(finished, ofAnother, ofAnotherKind, latest);
        assertThat(found(search("snapped").tag(Span.UNFINISHED, true))).containsExactly(id);
    }

    @Test
    void keepsSpansWhoseTimesAreOdd() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = List.of(
                Spans.of(id, 1).service("odd").duration(1_000).build(),
                Spans.of(id, 2).service("odd").duration(-1).build(),
                Spans.of(id, 3).service("odd").duration(-5 * HOUR).build(),
                Spans.of(id, 4).service("odd").duration(-Spans.EPOCH).build(),
                Spans.of(id, 5).service("odd").startAt(0).duration(Spans.EPOCH).build(),
                Spans.of(id, 6).service("odd").startAt(-1).duration(0).build(),
                Spans.of(id, 7)
                        .service("odd")
                        .startAt(Long.MIN_VALUE)
                        .duration(-1)
                        .build(),
                Spans.of(id, 8).service("odd").duration(Long.MIN_VALUE).build());
        write(id, spans);

        assertThat(storage().reader().trace(id).orElseThrow().spans()).containsExactlyInAnyOrderElementsOf(spans);
        SearchPage page = storage().reader().search(search("odd").build(null));
        assertThat(page.traces()).singleElement().satisfies(summary -> {
            assertThat(summary.startUnixNanos()).isEqualTo(Spans.EPOCH);
            assertThat(summary.durationNanos()).isEqualTo(1_000);
            assertThat(summary.spanCount()).isEqualTo(8);
        });
        assertThat(found(search("odd").durations(0, 0))).containsExactly(id);
    }

    @Test
    void keepsASpanWithoutANameAndListsNone() throws Exception {
        TraceId id = random.traceId();
        Span span = Spans.of(id, 1).service("nameless").name("").build();
        write(id, List.of(span));

        assertThat(storage().reader().trace(id)).contains(new Trace(id, List.of(span)));
        assertThat(storage().reader().operations("nameless").names()).isEmpty();
        assertThat(found(search("nameless").operation(""))).containsExactly(id);
    }
}
