// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static dapper.bootstrap.CapturedSpans.child;
import static dapper.bootstrap.CapturedSpans.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OpenSpansTest {
    private static final AttributeKey ROUTE = AttributeKey.of("http.route");
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    private final CapturedSpans captured = CapturedSpans.install();
    private final OpenSpans open = new OpenSpans();

    @BeforeEach
    void watch() {
        Tracer.watch(open);
    }

    @AfterEach
    void watchNoMore() {
        Tracer.watch(null);
    }

    private static List<Object> attributes(Span span) {
        return Arrays.asList(span.attributes()).subList(0, span.attributesLength());
    }

    @Test
    void holdsASpanFromItsStartToItsEnd() {
        Span root = root("root");
        Span child = child(root, "child");
        assertThat(open.size()).isEqualTo(2);
        child.end();
        assertThat(open.size()).isEqualTo(1);
        root.end();
        assertThat(open.size()).isZero();

        assertThat(open.sweep(0, 10)).isZero();
        assertThat(captured.spans()).containsExactly(root, child);
    }

    @Test
    void sendsWhatIsKnownOfASpanThatDoesNotEnd() {
        Span root = root("root").set(ROUTE, "/slow");
        root.error("timeout", "too slow").event("late", ROUTE, "/late");

        assertThat(open.sweep(AN_HOUR, 10)).isZero();
        assertThat(captured.spans()).isEmpty();
        long before = root.segment().epochNanos(System.nanoTime());
        assertThat(open.sweep(0, 10)).isEqualTo(1);
        long after = root.segment().epochNanos(System.nanoTime());

        Span snapshot = captured.spans().get(0);
        assertThat(snapshot).isNotSameAs(root);
        assertThat(snapshot.spanId()).isEqualTo(root.spanId());
        assertThat(snapshot.traceIdLow()).isEqualTo(root.traceIdLow());
        assertThat(snapshot.name()).isEqualTo("root");
        assertThat(snapshot.kind()).isEqualTo(SpanKind.SERVER);
        assertThat(snapshot.startEpochNanos()).isEqualTo(root.startEpochNanos());
        assertThat(snapshot.endEpochNanos()).isBetween(before, after);
        assertThat(snapshot.isError()).isTrue();
        assertThat(snapshot.statusDescription()).isEqualTo("too slow");
        assertThat(snapshot.lastEvent()).isSameAs(root.lastEvent());
        assertThat(attributes(snapshot))
                .containsExactly(
                        ROUTE, "/slow", AttributeKey.of("error.type"), "timeout", Snapshot.UNFINISHED, Boolean.TRUE);
        assertThat(open.unfinished()).isEqualTo(1);
    }

    @Test
    void sendsItAgainWhenItEndsAfterAllAndNothingElseMeanwhile() {
        Span root = root("root");
        open.sweep(0, 10);
        assertThat(open.size()).isZero();
        assertThat(open.sweep(0, 10)).isZero();

        root.set(ROUTE, "/slow").end();

        assertThat(captured.spans()).hasSize(2);
        assertThat(captured.spans().get(1)).isSameAs(root);
        assertThat(attributes(root)).containsExactly(ROUTE, "/slow");
    }

    @Test
    void childrenDoNotWaitForARootThatDoesNotEnd() {
        Span root = root("root");
        Span early = child(root, "early");
        Span openChild = child(root, "open");
        early.end();
        assertThat(captured.spans()).isEmpty();

        open.sweep(0, 10);
        assertThat(captured.spans())
                .extracting(Span::spanId)
                .containsExactlyInAnyOrder(early.spanId(), root.spanId(), openChild.spanId());

        openChild.end();
        Span late = child(root, "late");
        late.end();
        assertThat(captured.chains()).hasSize(5).endsWith(openChild, late);
    }

    @Test
    void aChildThatDoesNotEndIsSentAlthoughItsRootEnded() {
        Span root = root("root");
        Span lost = child(root, "lost");
        root.end();
        open.sweep(0, 10);
        assertThat(captured.spans()).extracting(Span::spanId).containsExactly(root.spanId(), lost.spanId());
    }

    @Test
    void childrenWaitASecondForARootThatMayStillEnd() {
        long start = System.nanoTime();
        Span root = root("root");
        Span child = child(root, "child");
        child.end();
        while (captured.spans().isEmpty()) {
            open.sweep(AN_HOUR, 10);
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(System.nanoTime() - start).isGreaterThan(Segment.MAX_AGE_NANOS / 2);
        assertThat(captured.spans()).containsExactly(child);
        root.end();
    }

    @Test
    void takesNoMoreSnapshotsAtATimeThanAllowed() {
        for (int i = 0; i < 7; i++) {
            root("root");
        }
        assertThat(open.sweep(0, 3)).isEqualTo(3);
        assertThat(open.sweep(0, 3)).isEqualTo(3);
        assertThat(open.sweep(0, 3)).isEqualTo(1);
        assertThat(captured.spans()).hasSize(7);
    }

    @Test
    void aHundredThousandTracesThatNeverEndStayWithinBounds() {
        int traces = 100_000;
        List<Span> children = new ArrayList<>();
        for (int i = 0; i < traces; i++) {
            children.add(child(root("root"), "child"));
        }
        int watched = open.size();
        assertThat(watched).isBetween(OpenSpans.SLOTS * 9 / 10, OpenSpans.SLOTS);
        assertThat(open.unwatched()).isEqualTo(2 * traces - watched);

        assertThat(open.sweep(0, Integer.MAX_VALUE)).isEqualTo(watched);
        for (Span child : children) {
            child.end();
        }

        // Each child arrives, although no root ever ends.
        Set<Span> arrived = Collections.newSetFromMap(new IdentityHashMap<>());
        arrived.addAll(captured.spans());
        assertThat(arrived).hasSize(watched + traces);
        assertThat(children.stream().allMatch(arrived::contains)).isTrue();
        assertThat(open.size()).isZero();
    }

    @Test
    void leavesOutWhatIsOnlyHalfWritten() {
        String[] names = {"a", "b"};
        Span root = root("root").set(ROUTE, "/slow").set(AttributeKey.of("names"), names);
        names[1] = null;
        root.reserve(10);
        root.attributes()[4] = AttributeKey.of("half");
        assertThat(attributes(Snapshot.of(root, root.startNanoTime())))
                .containsExactly(ROUTE, "/slow", Snapshot.UNFINISHED, Boolean.TRUE);
    }
}
