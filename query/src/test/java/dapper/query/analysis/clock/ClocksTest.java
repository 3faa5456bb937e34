// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.storage.Event;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final long MS = 1_000_000;
    private static final Resource FRONT = resource("front", "host.name", "a");
    private static final Resource STOCK = resource("stock", "host.name", "b");
    private static final Resource PRICES = resource("prices", "host.name", "c");

    @Test
    void boundsTheDifferenceByTheTimeOnTheWay() {
        Clocks clocks = clocks(client(FRONT, 1, 0, 0, 100), server(STOCK, 2, 1, 60, 140));
        assertThat(clocks.pairs()).containsExactly(new ClockPair(FRONT, STOCK, new Bounds(40 * MS, 60 * MS), false));
        assertThat(clocks.ahead(STOCK)).isEqualTo(new Bounds(40 * MS, 60 * MS));
        assertThat(clocks.shift(STOCK)).isEqualTo(-40 * MS);
        assertThat(clocks.shift(FRONT)).isZero();
    }

    @Test
    void correctsAClockThatIsBehindByTheSmallestAmountToo() {
        Clocks clocks = clocks(client(FRONT, 1, 0, 100, 200), server(STOCK, 2, 1, 0, 80));
        assertThat(clocks.ahead(STOCK)).isEqualTo(new Bounds(-120 * MS, -100 * MS));
        assertThat(clocks.shift(STOCK)).isEqualTo(100 * MS);
    }

    @Test
    void intersectsTheBoundsOfAllCallsInBothDirections() {
        Clocks clocks = clocks(
                client(FRONT, 1, 0, 0, 100),
                server(STOCK, 2, 1, 60, 140),
                client(STOCK, 3, 2, 70, 100),
                server(FRONT, 4, 3, 25, 45),
                client(FRONT, 5, 0, 200, 300),
                server(STOCK, 6, 5, 250, 345));
        // By the calls: 40 to 60, 45 to 55 in the other direction, 45 to 50.
        assertThat(clocks.pairs()).containsExactly(new ClockPair(FRONT, STOCK, new Bounds(45 * MS, 50 * MS), false));
    }

    @Test
    void addsUpBoundsAlongAChain() {
        Clocks clocks = clocks(
                client(FRONT, 1, 0, 0, 100),
                server(STOCK, 2, 1, 60, 140),
                client(STOCK, 3, 2, 70, 100),
                server(PRICES, 4, 3, 175, 195));
        assertThat(clocks.ahead(PRICES)).isEqualTo(new Bounds((40 + 95) * MS, (60 + 105) * MS));
        assertThat(clocks.shift(PRICES)).isEqualTo(-135 * MS);
    }

    @Test
    void leavesClocksThatMayBeRight() {
        Trace trace = trace(client(FRONT, 1, 0, 0, 100), server(STOCK, 2, 1, 10, 90));
        Clocks clocks = Clocks.of(TraceTree.of(trace));
        assertThat(clocks.ahead(STOCK)).isEqualTo(new Bounds(-10 * MS, 10 * MS));
        assertThat(clocks.areCorrectable()).isFalse();
        assertThat(clocks.corrected(trace)).isEqualTo(trace);
    }

    @Test
    void takesAServerThatEndsRightAfterItsCallerAsPunctual() {
        Clocks clocks = clocks(client(FRONT, 1, 0, 0, 100), sent(STOCK, 2, 1, 20 * MS, 110 * MS - 1, SpanKind.SERVER));
        assertThat(clocks.areCorrectable()).isFalse();
        assertThat(clocks.shift(STOCK)).isZero();
    }

    @Test
    void expectsNoEndOfWorkThatNobodyWaitsFor() {
        assertThat(ahead(
                        sent(FRONT, 1, 0, 0, MS, SpanKind.PRODUCER),
                        sent(STOCK, 2, 1, 60 * MS, 61 * MS, SpanKind.CONSUMER)))
                .isEqualTo(new Bounds(-Bounds.UNKNOWN, 60 * MS));
        Span gaveUp = span(ID, 1, 0, NOW, NOW + 100 * MS)
                .resource(FRONT)
                .kind(SpanKind.CLIENT)
                .error("timeout")
                .build();
        assertThat(ahead(gaveUp, server(STOCK, 2, 1, 60, 140))).isEqualTo(new Bounds(-Bounds.UNKNOWN, 60 * MS));
        assertThat(ahead(client(FRONT, 1, 0, 0, 100), server(STOCK, 2, 1, 60, 170)))
                .isEqualTo(new Bounds(-Bounds.UNKNOWN, 60 * MS));
    }

    @Test
    void takesProcessesOfOneHostAsOneClock() {
        Resource neighbour = resource("stock", "host.name", "a");
        assertThat(clocks(client(FRONT, 1, 0, 0, 100), server(neighbour, 2, 1, 60, 140))
                        .pairs())
                .isEmpty();
        assertThat(clocks(client(resource("front"), 1, 0, 0, 100), server(resource("stock"), 2, 1, 60, 140))
                        .pairs())
                .hasSize(1);
    }

    @Test
    void correctsNothingOfAPairThatContradictsItself() {
        Trace trace = trace(
                client(FRONT, 1, 0, 0, 100),
                server(STOCK, 2, 1, 60, 140),
                client(FRONT, 3, 0, 200, 300),
                server(STOCK, 4, 3, 210, 280),
                client(FRONT, 5, 0, 400, 500),
                server(PRICES, 6, 5, 300, 380));
        Clocks clocks = Clocks.of(TraceTree.of(trace));
        assertThat(clocks.pairs()).contains(new ClockPair(FRONT, STOCK, new Bounds(40 * MS, 10 * MS), true));
        assertThat(clocks.ahead(STOCK)).isEqualTo(Bounds.NONE);
        assertThat(clocks.shift(STOCK)).isZero();
        assertThat(clocks.shift(PRICES)).isEqualTo(100 * MS);
    }

    @Test
    void leavesOutThePairsThatContradictEachOther() {
        Resource shop = resource("shop", "host.name", "d");
        Resource mail = resource("mail", "host.name", "e");
        Trace trace = trace(
                client(FRONT, 1, 0, 0, 100),
                server(STOCK, 2, 1, 60, 140),
                client(STOCK, 3, 2, 70, 90),
                server(PRICES, 4, 3, 75, 85),
                client(FRONT, 5, 0, 200, 300),
                server(PRICES, 6, 5, 205, 295),
                // Below one of them, and elsewhere.
                client(PRICES, 7, 6, 210, 290),
                server(mail, 8, 7, 410, 490),
                client(FRONT, 9, 0, 400, 500),
                server(shop, 10, 9, 460, 540));
        Clocks clocks = Clocks.of(TraceTree.of(trace));
        assertThat(clocks.pairs())
                .containsExactly(
                        new ClockPair(FRONT, STOCK, new Bounds(40 * MS, 60 * MS), true),
                        new ClockPair(STOCK, PRICES, new Bounds(-5 * MS, 5 * MS), true),
                        new ClockPair(FRONT, PRICES, new Bounds(-5 * MS, 5 * MS), true),
                        new ClockPair(PRICES, mail, new Bounds(200 * MS, 200 * MS), false),
                        new ClockPair(FRONT, shop, new Bounds(40 * MS, 60 * MS), false));
        assertThat(clocks.areCorrectable()).isTrue();
        assertThat(clocks.shift(STOCK)).isZero();
        assertThat(clocks.ahead(STOCK)).isEqualTo(Bounds.NONE);
        assertThat(clocks.shift(shop)).isEqualTo(-40 * MS);
        assertThat(clocks.shift(mail) - clocks.shift(PRICES)).isEqualTo(-200 * MS);
    }

    @Test
    void toleratesTheirPrecisionBeforeItLeavesThemOut() {
        Clocks clocks = clocks(
                client(FRONT, 1, 0, 0, 100),
                server(STOCK, 2, 1, 40, 140),
                client(STOCK, 3, 2, 70, 90),
                server(PRICES, 4, 3, 70, 90),
                client(FRONT, 5, 0, 200, 300),
                server(PRICES, 6, 5, 238, 338));
        assertThat(clocks.pairs()).noneMatch(ClockPair::contradictory);
        assertThat(clocks.ahead(PRICES)).isEqualTo(new Bounds(38 * MS, 39 * MS));
        assertThat(clocks.areCorrectable()).isTrue();
    }

    @Test
    void takesBoundsThatMissEachOtherByAnInstantAsImprecise() {
        Clocks clocks = clocks(
                client(FRONT, 1, 0, 0, 100),
                sent(STOCK, 2, 1, 20 * MS, 100 * MS + 100_000, SpanKind.SERVER),
                client(FRONT, 3, 0, 200, 300),
                sent(STOCK, 4, 3, 200 * MS + 50_000, 280 * MS, SpanKind.SERVER));
        assertThat(clocks.pairs()).containsExactly(new ClockPair(FRONT, STOCK, new Bounds(50_000, 100_000), false));
        assertThat(clocks.areCorrectable()).isFalse();
    }

    @Test
    void ignoresSpansWithoutTimes() {
        Span undated =
                span(ID, 2, 1, 5, 6).resource(STOCK).kind(SpanKind.SERVER).build();
        assertThat(ahead(client(FRONT, 1, 0, 0, 100), undated)).isEqualTo(Bounds.NONE);
        Span endless = span(ID, 2, 1, NOW + 60 * MS, 0)
                .resource(STOCK)
                .kind(SpanKind.SERVER)
                .build();
        assertThat(ahead(client(FRONT, 1, 0, 0, 100), endless)).isEqualTo(Bounds.NONE);
    }

    @Test
    void movesSpansWithTheirEventsAndLeavesTimesThatNoClockHasShown() {
        Span early = span(ID, 2, 1, NOW - 50 * MS, NOW - 10 * MS)
                .resource(STOCK)
                .kind(SpanKind.SERVER)
                .event(NOW - 30 * MS, "cached")
                .event(0, "undated")
                .build();
        Span endless = span(ID, 3, 2, NOW - 40 * MS, 0).resource(STOCK).build();
        Trace trace = trace(client(FRONT, 1, 0, 0, 100), early, endless);
        List<Span> corrected = Clocks.of(TraceTree.of(trace)).corrected(trace).spans();
        assertThat(corrected.get(1).startUnixNanos()).isEqualTo(NOW);
        assertThat(corrected.get(1).endUnixNanos()).isEqualTo(NOW + 40 * MS);
        assertThat(corrected.get(1).events()).extracting(Event::unixNanos).containsExactly(NOW + 20 * MS, 0L);
        assertThat(corrected.get(2).startUnixNanos()).isEqualTo(NOW + 10 * MS);
        assertThat(corrected.get(2).endUnixNanos()).isZero();
        assertThat(trace.spans().get(0)).isSameAs(early);
    }

    @Test
    void followsAChainOfAHundredThousandProcesses() {
        List<Span> spans = new ArrayList<>();
        int depth = 100_000;
        for (int i = 0; i < depth; i++) {
            long at = i + 1L;
            spans.add(span(ID, at, i, NOW + at * MS, NOW + (2L * depth - at) * MS)
                    .resource(resource("s" + i))
                    .kind(i % 2 == 0 ? SpanKind.CLIENT : SpanKind.SERVER)
                    .build());
        }
        Trace trace = Trace.of(ID, spans);
        Clocks clocks = Clocks.of(TraceTree.of(trace));
        assertThat(clocks.pairs()).hasSize(depth - 1);
        assertThat(clocks.pairs()).noneMatch(ClockPair::contradictory);
        assertThat(clocks.corrected(trace)).isEqualTo(trace);
    }

    @Test
    void correctsAChainOfManyProcessesEachOfWhichIsAheadOfItsCaller() {
        List<Span> spans = new ArrayList<>();
        int depth = 20_000;
        for (int i = 0; i < depth; i++) {
            long at = i + 1L;
            Resource process = resource("s" + i);
            long from = 20 * MS * i;
            spans.add(sent(process, 2 * at, i == 0 ? 0 : 2L * i + 1, from, from + MS, SpanKind.SERVER));
            spans.add(sent(process, 2 * at + 1, 2 * at, from, from + MS, SpanKind.CLIENT));
        }
        Clocks clocks = Clocks.of(TraceTree.of(Trace.of(ID, spans)));
        assertThat(clocks.pairs()).noneMatch(ClockPair::contradictory);
        assertThat(clocks.areCorrectable()).isTrue();
        assertThat(clocks.shift(resource("s" + (depth - 1)))).isEqualTo(-20 * MS * (depth - 1));
    }

    static Span client(Resource process, long id, long parent, long from, long to) {
        return sent(process, id, parent, from * MS, to * MS, SpanKind.CLIENT);
    }

    static Span server(Resource process, long id, long parent, long from, long to) {
        return sent(process, id, parent, from * MS, to * MS, SpanKind.SERVER);
    }

    private static Span sent(Resource process, long id, long parent, long from, long to, SpanKind kind) {
        TestSpan span = span(ID, id, parent, NOW + from, NOW + to).resource(process);
        return span.kind(kind).build();
    }

    private static Bounds ahead(Span... spans) {
        return clocks(spans).ahead(STOCK);
    }

    private static Clocks clocks(Span... spans) {
        return Clocks.of(TraceTree.of(trace(spans)));
    }

    private static Trace trace(Span... spans) {
        return Trace.of(ID, new ArrayList<>(List.of(spans)));
    }
}
