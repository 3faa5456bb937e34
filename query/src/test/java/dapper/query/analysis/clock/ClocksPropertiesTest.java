// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.clock.ClockOffsets.Constraint;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random trees of calls in the true time, sent with clocks that are off by random amounts. */
class ClocksPropertiesTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverExcludesTheTrueDifference(int seed) {
        Sample sample = new Sample(seed, true);
        Clocks clocks = Clocks.of(TraceTree.of(sample.trace()));
        assertThat(clocks.pairs()).noneMatch(ClockPair::contradictory);
        for (ClockPair pair : clocks.pairs()) {
            long truth = sample.offset(pair.called()) - sample.offset(pair.caller());
            assertThat(truth).isBetween(pair.ahead().least(), pair.ahead().most());
        }
        for (Resource process : sample.processes) {
            long truth = sample.offset(process) - sample.offset(sample.processes.get(0));
            Bounds ahead = clocks.ahead(process);
            assertThat(truth).isBetween(ahead.least(), ahead.most());
            if (clocks.areCorrectable()) {
                assertThat(-clocks.shift(process)).isBetween(ahead.least(), ahead.most());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void correctsEveryCall(int seed) {
        Trace sent = new Sample(seed, true).trace();
        Clocks clocks = Clocks.of(TraceTree.of(sent));
        TraceTree tree = TraceTree.of(clocks.corrected(sent));
        long tolerated = clocks.areCorrectable() ? 0 : Bounds.AFTER_ANSWER;
        for (TraceNode node : tree.nodes()) {
            if (node.parent() >= 0) {
                Bounds ahead = CallBounds.of(tree.nodes().get(node.parent()), node);
                assertThat(ahead.least()).isLessThanOrEqualTo(tolerated);
                assertThat(ahead.most()).isGreaterThanOrEqualTo(-tolerated);
            }
        }
        assertThat(Clocks.of(tree).areCorrectable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesATraceOfRightClocks(int seed) {
        Trace sent = new Sample(seed, false).trace();
        assertThat(Clocks.of(TraceTree.of(sent)).corrected(sent)).isEqualTo(sent);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void movesASecondClockByTheSmallestPossibleAmount(int seed) {
        Sample sample = new Sample(seed, true);
        Clocks clocks = Clocks.of(TraceTree.of(sample.trace()));
        if (clocks.areCorrectable() && sample.processes.size() == 2) {
            Bounds ahead = clocks.ahead(sample.processes.get(1));
            long nearest = Math.max(ahead.least(), Math.min(ahead.most(), 0));
            assertThat(clocks.shift(sample.processes.get(1))).isEqualTo(-nearest);
        }
    }

    /** Three more clocks with a contradiction, called by the first one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void correctsTheOthersAsIfAContradictionWereNotThere(int seed) {
        Sample sample = new Sample(seed, true);
        Clocks before = Clocks.of(TraceTree.of(sample.trace()));
        List<Resource> circle = sample.addContradiction();
        Clocks clocks = Clocks.of(TraceTree.of(sample.trace()));
        assertThat(clocks.pairs().stream().filter(ClockPair::contradictory))
                .hasSize(3)
                .allSatisfy(pair -> assertThat(circle).contains(pair.caller(), pair.called()));
        assertThat(clocks.areCorrectable()).isEqualTo(before.areCorrectable());
        for (Resource process : sample.processes) {
            assertThat(clocks.ahead(process)).isEqualTo(before.ahead(process));
            assertThat(clocks.shift(process)).isEqualTo(before.shift(process));
        }
        circle.forEach(process -> assertThat(clocks.shift(process)).isZero());
    }

    /** Compares with the shortest ways between all clocks. */
    @ParameterizedTest
    @MethodSource("seeds")
    void findsAContradictionWhereThereIsOne(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int clocks = random.nextInt(2, 9);
        List<Constraint> constraints = new ArrayList<>();
        for (int i = random.nextInt(1, 16); i > 0; i--) {
            int caller = random.nextInt(clocks);
            long least = random.nextInt(4) == 0 ? -Bounds.UNKNOWN : random.nextLong(-100, 60);
            long most = random.nextInt(4) == 0 ? Bounds.UNKNOWN : Math.max(least, -100) + random.nextLong(80);
            constraints.add(
                    new Constraint(caller, (caller + random.nextInt(1, clocks)) % clocks, new Bounds(least, most)));
        }
        boolean possible = isPossible(clocks, constraints);
        List<List<Integer>> cycles = Objects.requireNonNull(new ContradictoryCycles(clocks).in(constraints));
        assertThat(cycles.isEmpty()).isEqualTo(possible);
        assertThat(ClockOffsets.of(clocks, constraints) != null).isEqualTo(possible);
        for (List<Integer> cycle : cycles) {
            assertThat(isPossible(clocks, cycle.stream().map(constraints::get).toList()))
                    .isFalse();
            assertThat(isPossible(
                            clocks, cycle.stream().skip(1).map(constraints::get).toList()))
                    .isTrue();
        }
    }

    private static boolean isPossible(int clocks, List<Constraint> constraints) {
        long[][] most = new long[clocks][clocks];
        for (long[] row : most) {
            Arrays.fill(row, Bounds.UNKNOWN);
        }
        for (Constraint pair : constraints) {
            most[pair.caller()][pair.called()] =
                    Math.min(most[pair.caller()][pair.called()], pair.ahead().most());
            most[pair.called()][pair.caller()] =
                    Math.min(most[pair.called()][pair.caller()], -pair.ahead().least());
        }
        for (int by = 0; by < clocks; by++) {
            for (int from = 0; from < clocks; from++) {
                for (int to = 0; to < clocks; to++) {
                    if (most[from][by] != Bounds.UNKNOWN && most[by][to] != Bounds.UNKNOWN) {
                        most[from][to] = Math.min(most[from][to], most[from][by] + most[by][to]);
                    }
                }
            }
        }
        return IntStream.range(0, clocks).noneMatch(clock -> most[clock][clock] < 0);
    }

    private static final class Sample {
        private final SplittableRandom random;
        private final List<Resource> processes = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private final List<Span> spans = new ArrayList<>();

        private record Open(long id, int process, long from, long to) {}

        Sample(int seed, boolean skewed) {
            random = new SplittableRandom(seed);
            int count = random.nextInt(1, 8);
            for (int i = 0; i < count; i++) {
                processes.add(resource("service" + i, "service.instance.id", "i" + i));
                offsets.add(skewed && random.nextInt(3) > 0 ? random.nextLong(-SECOND, SECOND) : 0);
            }
            List<Open> open = new ArrayList<>();
            open.add(sent(0, 0, SpanKind.SERVER, 0, SECOND));
            for (int calls = random.nextInt(1, 40); calls > 0; calls--) {
                call(open, open.get(random.nextInt(open.size())));
            }
        }

        /** The called span is within the calling one, unless it is a message or outlives a caller that did not wait. */
        private void call(List<Open> open, Open caller) {
            if (caller.to() - caller.from() < 16) {
                return;
            }
            Open client =
                    within(caller, caller.process(), random.nextInt(5) == 0 ? SpanKind.PRODUCER : SpanKind.CLIENT);
            int process = random.nextInt(processes.size());
            if (spans.get(spans.size() - 1).kind().equals(SpanKind.PRODUCER)) {
                long from = random.nextLong(client.from(), client.to() + SECOND);
                open.add(sent(client.id(), process, SpanKind.CONSUMER, from, from + random.nextLong(SECOND)));
            } else if (random.nextInt(8) == 0) {
                long from = random.nextLong(client.from(), client.to() + 1);
                open.add(sent(client.id(), process, SpanKind.SERVER, from, from + client.to() - client.from() + 1));
            } else {
                open.add(within(client, process, SpanKind.SERVER));
            }
        }

        private Open within(Open outer, int process, SpanKind kind) {
            long from = random.nextLong(outer.from(), outer.to() + 1);
            return sent(outer.id(), process, kind, from, random.nextLong(from, outer.to() + 1));
        }

        private Open sent(long parent, int process, SpanKind kind, long from, long to) {
            long id = spans.size() + 1;
            long base = NOW + offsets.get(process);
            spans.add(span(ID, id, parent, base + from, base + to)
                    .resource(processes.get(process))
                    .kind(kind)
                    .build());
            return new Open(id, process, from, to);
        }

        /** Adds a circle of three clocks, one of which is called by the first clock, by a message without bounds. */
        List<Resource> addContradiction() {
            List<Resource> circle = List.of(resource("circle0"), resource("circle1"), resource("circle2"));
            long message = add(1, circle.get(0), SpanKind.CONSUMER, SECOND * 10, SECOND * 20);
            call(message, circle.get(0), circle.get(1), 0);
            call(call(message, circle.get(0), circle.get(2), 0), circle.get(2), circle.get(1), SECOND);
            return circle;
        }

        /** Adds a call to a clock that is ahead by so much, within a millisecond. */
        private long call(long parent, Resource caller, Resource called, long ahead) {
            long from = SECOND * 11;
            long client = add(parent, caller, SpanKind.CLIENT, from, from + SECOND);
            return add(client, called, SpanKind.SERVER, from + ahead + 500_000, from + ahead + SECOND - 500_000);
        }

        private long add(long parent, Resource process, SpanKind kind, long from, long to) {
            long id = spans.size() + 1;
            spans.add(span(ID, id, parent, NOW + from, NOW + to)
                    .resource(process)
                    .kind(kind)
                    .build());
            return id;
        }

        long offset(Resource process) {
            return offsets.get(processes.indexOf(process));
        }

        Trace trace() {
            return Trace.of(ID, new ArrayList<>(spans));
        }
    }
}
