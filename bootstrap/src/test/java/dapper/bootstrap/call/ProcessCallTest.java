// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.http.RecordedSpans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessCallTest {
    private final Object source = new Object();
    private final List<String> ended = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        CallListening.listen(null);
        Current.set(null);
        assertThat(ProcessCall.isProcessing()).isFalse();
    }

    private static ProcessCall entered(Object source) {
        ProcessCall call = new ProcessCall(source);
        assertThat(call.enter(null, "process orders")).isTrue();
        return call;
    }

    private static void end(ProcessCall call) {
        call.end(0, null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isTheContextOfTheThreadUntilItEnds(boolean sampled) {
        RecordedSpans.install(true);
        TraceContext earlier = Tracer.startCall(null, "earlier", SpanKind.INTERNAL, null);
        Current.set(earlier);
        RecordedSpans.install(sampled);
        CallListening.listen((endedCall, nanos, status, error) ->
                ended.add(endedCall.kind() + " " + endedCall.operation() + " " + status + " " + error));

        ProcessCall call = entered(source);
        assertThat(Current.get()).isNotNull().isNotSameAs(earlier);
        assertThat(ProcessCall.isProcessing()).isTrue();
        end(call);
        end(call);

        assertThat(Current.get()).isSameAs(earlier);
        assertThat(ended).containsExactly("MESSAGE_PROCESS process orders 0 null");
    }

    @Test
    void itsSourceIsProcessedUntilItEndsOrLosesItsContext() {
        RecordedSpans.install(true);
        Object other = new Object();
        ProcessCall call = entered(source);
        ProcessCall inner = entered(other);

        assertThat(ProcessCall.isProcessing(source)).isTrue();
        assertThat(ProcessCall.isProcessing(other)).isTrue();
        end(inner);
        assertThat(ProcessCall.isProcessing(other)).isFalse();
        Current.set(null);
        assertThat(ProcessCall.isProcessing(source)).isFalse();
        assertThat(call.isFree()).isTrue();
    }

    @Test
    void continuesTheTraceOfTheSenderAndIsLinkedToIt() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ProcessCall call = new ProcessCall(source);

        assertThat(call.enter(new RemoteParent(1, 2, 3, true, null, null), "process orders"))
                .isTrue();
        end(call);

        assertThat(recorded.finished).satisfiesExactly(span -> {
            assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(span.parentSpanId()).isEqualTo(3);
            assertThat(span.lastLink().traceIdLow()).isEqualTo(2);
            assertThat(span.lastLink().spanId()).isEqualTo(3);
        });
    }

    @Test
    void oneObjectServesOneMessageAfterTheOther() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ProcessCall call = new ProcessCall(source);

        for (int i = 0; i < 3; i++) {
            assertThat(call.isFree()).isTrue();
            assertThat(call.enter(null, "process orders")).isTrue();
            end(call);
        }

        assertThat(recorded.finished).hasSize(3);
    }

    @Test
    void theEndEndsWhatWasLeftOpenInside() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ProcessCall outer = entered(source);
        ProcessCall inner = entered(new Object());

        end(outer);
        end(inner);

        assertThat(recorded.finished).hasSize(2);
        assertThat(Current.get()).isNull();
    }

    @Test
    void theNextQuestionToTheSourceEndsItsCalls() {
        RecordedSpans recorded = RecordedSpans.install(true);
        Object other = new Object();
        ProcessCall outer = entered(other);
        TraceContext outerContext = Current.get();
        entered(source);
        entered(new Object());

        ProcessCall.endAll(new Object());
        assertThat(recorded.finished).isEmpty();
        ProcessCall.endAll(source);

        assertThat(recorded.finished).hasSize(2);
        assertThat(Current.get()).isSameAs(outerContext);
        end(outer);
    }

    @Test
    void theEndOfTheRequestAroundItEndsIt() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ProcessCall around = entered(source);
        TraceContext aroundContext = Current.get();
        ServerCall request = ServerCall.start(null, "GET", "/");
        request.enter(true);
        entered(source);

        ServerCall.leave();

        assertThat(Current.get()).isSameAs(aroundContext);
        assertThat(recorded.finished).hasSize(1);
        end(around);
        request.end(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherMessageEndsOneWhoseContextIsGone(boolean sampled) {
        RecordedSpans recorded = RecordedSpans.install(sampled);
        entered(source);
        Current.set(null); // as a pool's worker does after a task

        ProcessCall later = entered(source);
        assertThat(recorded.finished).hasSize(sampled ? 1 : 0);
        end(later);

        assertThat(Current.get()).isNull();
    }

    @Test
    void aLateEndLeavesTheContextOfOthersAlone() {
        RecordedSpans.install(true);
        ProcessCall call = entered(source);
        TraceContext other = Tracer.startCall(null, "other", SpanKind.INTERNAL, null);
        Current.set(other);

        end(call);

        assertThat(Current.get()).isSameAs(other);
    }

    @Test
    void keepsTheContextThatWorkInsideHasLeft() {
        RecordedSpans.install(true);
        ProcessCall call = entered(source);
        Current.set(Tracer.startCall(Current.get(), "inside", SpanKind.INTERNAL, null));

        ProcessCall nested = entered(new Object());
        end(nested);
        assertThat(call.isFree()).isFalse();
        end(call);

        assertThat(Current.get()).isNull();
    }

    @Test
    void anUnsampledMessageMayGetItsIds() {
        RecordedSpans.install(false);
        ProcessCall call = entered(source);
        assertThat(Current.get()).isSameAs(UnsampledContext.WITHOUT_IDS);
        Current.identify();

        end(call);

        assertThat(Current.get()).isNull();
    }

    @Test
    void anotherThreadMayEndIt() throws InterruptedException {
        RecordedSpans recorded = RecordedSpans.install(true);
        ProcessCall call = entered(source);
        TraceContext context = Current.get();
        Thread other = new Thread(() -> end(call));
        other.start();
        other.join();

        assertThat(recorded.finished).hasSize(1);
        assertThat(call.isFree()).isFalse();
        assertThat(Current.get()).isSameAs(context);
        ProcessCall.endAll(new Object());

        assertThat(Current.get()).isNull();
        assertThat(recorded.finished).hasSize(1);
    }

    @Test
    void callsThatAreLeftOpenAreBounded() {
        RecordedSpans recorded = RecordedSpans.install(true);
        int entered = 0;
        while (new ProcessCall(source).enter(null, "process orders")) {
            entered++;
        }
        assertThat(entered).isEqualTo(8);

        ProcessCall.endAll(source);

        assertThat(recorded.finished).hasSize(8);
        assertThat(Current.get()).isNull();
    }

    @Test
    void theAgentsOwnMessagesHaveNone() {
        RecordedSpans.install(true);
        Current.set(UnsampledContext.SUPPRESSED);

        assertThat(new ProcessCall(source).enter(null, "process orders")).isFalse();
    }

    @Test
    void aThreadMayLeaveLoopsToItsOwnCode() {
        boolean before = ProcessCall.suspend();
        assertThat(before).isFalse();
        boolean inner = ProcessCall.suspend();
        ProcessCall.resume(inner);
        assertThat(ProcessCall.isSuspended()).isTrue();
        ProcessCall.resume(before);
        assertThat(ProcessCall.isSuspended()).isFalse();
    }

    @Test
    void aCallThatBeganEarlierHasThatDuration() {
        long second = 1_000_000_000L;
        List<Long> durations = new ArrayList<>();
        CallListening.listen((endedCall, nanos, status, error) -> durations.add(nanos));

        for (boolean sampled : new boolean[] {true, false}) {
            RecordedSpans.install(sampled);
            Call call = new Call();
            assertThat(call.beginAt(CallKind.MESSAGE_RECEIVE, "poll", "poll", System.nanoTime() - second))
                    .isTrue();
            Span span = call.span();
            call.end(0, null);
            if (span != null) {
                assertThat(span.endEpochNanos() - span.startEpochNanos()).isGreaterThanOrEqualTo(second);
            }
        }

        assertThat(durations).hasSize(2).allSatisfy(nanos -> assertThat(nanos).isGreaterThanOrEqualTo(second));
    }
}
