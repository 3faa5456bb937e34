// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(clocks.areContradictory()).isFalse();
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

        long offset(Resource process) {
            return offsets.get(processes.indexOf(process));
        }

        Trace trace() {
            return Trace.of(ID, new ArrayList<>(spans));
        }
    }
}
