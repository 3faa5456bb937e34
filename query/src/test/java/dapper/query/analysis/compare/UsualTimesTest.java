// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsualTimesTest {
    private static final TraceId ID = new TraceId(1, 1);

    @Test
    void hasTheMediansOfEachSpan() {
        UsualTimes times = new UsualTimes(trace(0, 900, 800), 5);
        times.add(trace(7, 100, 10));
        times.add(trace(7, 300, 30));
        times.add(trace(7, 120, 80));

        assertThat(times.samples()).isEqualTo(3);
        assertThat(times.at(0)).isEqualTo(new UsualTimes.Usual(0, 120, 90));
        assertThat(times.at(1)).isEqualTo(new UsualTimes.Usual(5, 30, 30));
        assertThat(times.change(0)).isEqualTo(Change.SLOWER);
        assertThat(times.change(1)).isEqualTo(Change.SLOWER);
    }

    @Test
    void isUsualIfHalfOfTheTracesHaveASpan() {
        UsualTimes times = new UsualTimes(loop(3), 10);
        times.add(loop(2));
        times.add(loop(1));
        times.add(loop(5));
        times.add(loop(1));

        assertThat(times.isUsual(1)).isTrue();
        assertThat(times.isUsual(2)).isTrue();
        assertThat(times.isUsual(3)).isFalse();
        assertThat(times.change(3)).isEqualTo(Change.ADDED);
        assertThat(times.change(1)).isEqualTo(Change.SAME);
    }

    @Test
    void addsNoMoreThanItHasRoomFor() {
        UsualTimes times = new UsualTimes(trace(0, 100, 10), 2);
        times.add(trace(0, 100, 10));
        times.add(trace(0, 200, 10));
        times.add(trace(0, 300, 10));

        assertThat(times.samples()).isEqualTo(2);
        assertThat(times.at(0).durationNanos()).isEqualTo(100);
    }

    /** The naive median of the times that the pairs of each position have, and no change against copies of itself. */
    @Test
    void agreesWithTheNaiveMedianOnRandomTrees() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            List<Span> shape = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int i = 1; i <= count; i++) {
                shape.add(span(ID, i, i == 1 ? 0 : 1 + random.nextInt(i - 1), i, i + 50)
                        .name("name" + i)
                        .build());
            }
            TraceTree tree = tree(shape);
            List<TraceTree> samples = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                samples.add(tree(stretched(shape, random)));
            }
            UsualTimes times = new UsualTimes(tree, 9);
            samples.forEach(times::add);
            UsualTimes shuffled = new UsualTimes(tree, 9);
            Collections.shuffle(samples, random);
            samples.forEach(shuffled::add);
            UsualTimes same = new UsualTimes(tree, 9);
            same.add(tree);

            for (int i = 0; i < tree.nodes().size(); i++) {
                long[] durations = new long[samples.size()];
                long[] selfs = new long[samples.size()];
                for (int s = 0; s < durations.length; s++) {
                    int at = position(samples.get(s), nameAt(tree, i));
                    durations[s] = samples.get(s).nodes().get(at).durationNanos();
                    selfs[s] = SelfTime.of(samples.get(s))[at];
                }
                Arrays.sort(durations);
                Arrays.sort(selfs);
                assertThat(times.at(i).durationNanos()).isEqualTo(durations[(durations.length - 1) / 2]);
                assertThat(times.at(i).selfNanos()).isEqualTo(selfs[(selfs.length - 1) / 2]);
                assertThat(shuffled.at(i)).isEqualTo(times.at(i));
                assertThat(same.change(i)).isEqualTo(Change.SAME);
            }
        }
    }

    private static List<Span> stretched(List<Span> shape, Random random) {
        return shape.stream()
                .map(one -> span(
                                ID,
                                one.spanId(),
                                one.parentSpanId(),
                                one.startUnixNanos(),
                                one.startUnixNanos() + random.nextInt(100))
                        .name(one.name())
                        .build())
                .toList();
    }

    private static String nameAt(TraceTree tree, int position) {
        return Objects.requireNonNull(tree.nodes().get(position).span()).name();
    }

    private static int position(TraceTree tree, String name) {
        for (int i = 0; i < tree.nodes().size(); i++) {
            if (nameAt(tree, i).equals(name)) {
                return i;
            }
        }
        throw new AssertionError(name);
    }

    private static TraceTree trace(long start, long duration, long child) {
        return tree(List.of(
                span(ID, 1, 0, start, start + duration).name("root").build(),
                span(ID, 2, 1, start + 5, start + 5 + child).name("child").build()));
    }

    private static TraceTree loop(int calls) {
        List<TestSpan> spans = new ArrayList<>(List.of(span(ID, 1, 0, 0, 1_000).name("root")));
        for (int i = 0; i < calls; i++) {
            spans.add(span(ID, 2 + i, 1, 10 * i, 10 * i + 5).name("call"));
        }
        return tree(spans.stream().map(TestSpan::build).toList());
    }

    private static TraceTree tree(List<Span> spans) {
        return TraceTree.of(new Trace(ID, spans));
    }
}
