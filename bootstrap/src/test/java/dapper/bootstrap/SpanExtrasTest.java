// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.baggage.Baggage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scope, links and explicit times of a span. */
class SpanExtrasTest {
    private static final AttributeKey A = AttributeKey.of("a");
    private static final RemoteParent SENDER = new RemoteParent(1, 2, 3, 0xff, "a=b", null);
    private static final long MOMENT = 1_700_000_000_000_000_000L;

    private CapturedSpans captured;

    @BeforeEach
    void install() {
        captured = CapturedSpans.install();
    }

    @Test
    void hasNoneByDefault() {
        Span span = root("root");

        assertThat(span.scope()).isNull();
        assertThat(span.lastLink()).isNull();
        assertThat(span.droppedLinks()).isZero();
        assertThat(span.startEpochNanos()).isEqualTo(span.segment().epochNanos(span.startNanoTime()));
    }

    @Test
    void linksToOtherSpansUpToTheLimit() {
        captured = CapturedSpans.install(new FixedSampler(0, true), new Limits(10, 10, 10, 2));
        Span span = root("root").link(SENDER, A, "value").link(RemoteParent.decision(1));
        span.link(new RemoteParent(4, 5, 6, 0, null, null)).link(SENDER).link(SENDER);

        SpanLink last = span.lastLink();
        assertThat(last.traceIdHigh()).isEqualTo(4);
        assertThat(last.flags()).isZero();
        assertThat(last.attributes()).isEmpty();
        SpanLink first = last.next();
        assertThat(first.traceIdHigh()).isEqualTo(1);
        assertThat(first.traceIdLow()).isEqualTo(2);
        assertThat(first.spanId()).isEqualTo(3);
        assertThat(first.flags()).isEqualTo(3);
        assertThat(first.traceState()).isEqualTo("a=b");
        assertThat(first.attributes()).containsExactly(A, "value");
        assertThat(first.next()).isNull();
        assertThat(span.droppedLinks()).isEqualTo(2);
    }

    @Test
    void aLinkKeepsNoBaggageAlive() {
        Span span = root("root");
        WeakReference<Baggage> baggage = linkToASenderWithBaggage(span);

        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (baggage.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(baggage.get()).isNull();
        assertThat(span.lastLink().spanId()).isEqualTo(3);
    }

    private static WeakReference<Baggage> linkToASenderWithBaggage(Span span) {
        Baggage baggage = Baggage.EMPTY.with("a", "1");
        span.link(new RemoteParent(1, 2, 3, 0, null, baggage));
        return new WeakReference<>(baggage);
    }

    /** The counters have 16 bits, whatever the limits are. */
    @Test
    void countsUpToTheEndOfItsCounters() {
        CapturedSpans.install(new FixedSampler(0, true), new Limits(10, 1, 100_000, 100_000));
        Span span = root("root").set(A, 1);
        for (int i = 0; i < 70_000; i++) {
            span.event("event").link(SENDER).set(AttributeKey.of("b"), 1);
        }

        assertThat(span.droppedAttributes()).isEqualTo(65_535);
        assertThat(span.droppedEvents()).isEqualTo(70_000 - 65_535);
        assertThat(span.droppedLinks()).isEqualTo(70_000 - 65_535);
    }

    @Test
    void startsAndEndsWhenTheCallerSays() {
        Span span = root("root").startedAt(MOMENT).eventAt(MOMENT + 5, "event");
        span.endAt(MOMENT + 10);
        span.endAt(MOMENT + 20);

        assertThat(span.startEpochNanos()).isEqualTo(MOMENT);
        assertThat(span.endEpochNanos()).isEqualTo(MOMENT + 10);
        assertThat(span.segment().epochNanos(span.lastEvent().nanoTime())).isEqualTo(MOMENT + 5);
        assertThat(captured.spans()).containsExactly(span);
    }

    @Test
    void neverEndsBeforeItsStart() {
        Span early = root("root").startedAt(MOMENT);
        early.endAt(MOMENT - 1);
        assertThat(early.endEpochNanos()).isEqualTo(MOMENT);

        Span future = root("root").startedAt(Long.MAX_VALUE);
        future.end();
        assertThat(future.endEpochNanos()).isEqualTo(Long.MAX_VALUE);
    }

    /** An old start does not make a span look forgotten. */
    @Test
    void isOpenSinceItWasMade() {
        OpenSpans open = new OpenSpans();
        Tracer.watch(open);
        try {
            Span span = root("root").startedAt(MOMENT);

            assertThat(open.sweep(60_000_000_000L, 10)).isZero();
            span.end();
        } finally {
            Tracer.watch(null);
        }
    }

    @Test
    void aSnapshotHasWhatTheSpanHasSoFar() {
        CapturedSpans.install(new FixedSampler(0, true), new Limits(10, 10, 10, 1));
        InstrumentationScope scope = InstrumentationScope.of("library", null);
        Span span = root("root")
                .scope(scope)
                .link(SENDER)
                .link(SENDER)
                .startedAt(MOMENT)
                .error("500", "no stock");

        Span snapshot = Snapshot.of(span, System.nanoTime());
        span.link(SENDER);

        assertThat(snapshot.scope()).isSameAs(scope);
        assertThat(snapshot.lastLink().next()).isNull();
        assertThat(snapshot.droppedLinks()).isEqualTo(1);
        assertThat(snapshot.startEpochNanos()).isEqualTo(MOMENT);
        assertThat(snapshot.statusDescription()).isEqualTo("no stock");
    }

    @Test
    void cannotBeChangedOnceEnded() {
        Span span = root("root");
        span.end();

        span.scope(InstrumentationScope.of("late", "1"))
                .link(SENDER)
                .startedAt(1)
                .eventAt(1, "late")
                .endAt(1);

        assertThat(span.scope()).isNull();
        assertThat(span.lastLink()).isNull();
        assertThat(span.lastEvent()).isNull();
        assertThat(span.startEpochNanos()).isNotEqualTo(1);
    }

    @Test
    void oneScopeHasOneObject() {
        assertThat(InstrumentationScope.of("a", "1")).isSameAs(InstrumentationScope.of("a", "1"));
        assertThat(InstrumentationScope.of("a", null)).isNotSameAs(InstrumentationScope.of("a", "1"));
        InstrumentationScope cut = InstrumentationScope.of("n".repeat(300), "v".repeat(300));
        assertThat(cut.name()).hasSize(256);
        assertThat(cut.version()).hasSize(256);
    }
}
