// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderMap;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.http.RecordedSpans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private final List<String> ended = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        CallListening.listen(null);
        Current.set(null);
        assertThat(Call.isInside()).isFalse();
    }

    private void listen() {
        CallListening.listen((endedCall, nanos, status, error) -> {
            assertThat(nanos).isNotNegative();
            ended.add(endedCall.kind() + " " + endedCall.operation() + " " + status + " " + error);
        });
    }

    private static Call enter(CallKind kind) {
        return Call.enter(kind, "name", "GET");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theListenerSeesEveryCallSampledOrNot(boolean sampled) {
        RecordedSpans.install(sampled);
        listen();

        enter(CallKind.HTTP_CLIENT).end(404, "404");
        Call elsewhere = new Call();
        assertThat(elsewhere.begin(CallKind.HTTP_CLIENT, "name", "GET")).isTrue();
        elsewhere.end(200, null);
        elsewhere.end(200, null);

        assertThat(ended).containsExactly("HTTP_CLIENT GET 404 404", "HTTP_CLIENT GET 200 null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theListenerSeesTheOutermostOfNestedCalls(boolean sampled) {
        RecordedSpans.install(sampled);
        listen();

        Call outer = enter(CallKind.DATABASE);
        assertThat(enter(CallKind.DATABASE)).isNull();
        Call other = enter(CallKind.HTTP_CLIENT);
        Call nested = new Call();
        if (nested.begin(CallKind.HTTP_CLIENT, "name", "GET")) {
            nested.end(200, null);
        }
        other.end(200, null);
        outer.end(0, "42");

        assertThat(ended).containsExactly("HTTP_CLIENT GET 200 null", "DATABASE GET 0 42");
    }

    @Test
    void theListenerSeesTheCallsOfAnUnsampledRequest() {
        RecordedSpans.install(false);
        listen();
        TraceContext request = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/");
        Current.set(request);

        enter(CallKind.DATABASE).end(0, null);

        assertThat(ended).containsExactly("DATABASE GET 0 null");
        assertThat(Current.get()).isSameAs(request);
    }

    @Test
    void withoutAListenerAnUnsampledRequestNeedsNoCalls() {
        RecordedSpans.install(false);
        Current.set(Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/"));

        assertThat(enter(CallKind.DATABASE)).isNull();
        Call elsewhere = new Call();
        assertThat(elsewhere.begin(CallKind.HTTP_CLIENT, "name", "GET")).isTrue();
        assertThat(elsewhere.isObserved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void restoresWhatTheThreadHadBefore(boolean sampled) {
        RecordedSpans.install(sampled);

        Call call = enter(CallKind.DATABASE);
        assertThat(Current.get()).isNotNull();
        call.end(0, null);

        assertThat(Current.get()).isNull();
    }

    @Test
    void keepsTheIdsThatAnUnsampledRequestGotMeanwhile() {
        RecordedSpans.install(false);
        listen();
        Current.set(Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/"));

        Call call = enter(CallKind.HTTP_CLIENT);
        call.inject(HeaderMap.HEADERS, HeaderMap.of());
        TraceContext identified = Current.get();
        call.end(0, null);

        assertThat(identified.traceIdLow()).isNotZero();
        assertThat(Current.get()).isSameAs(identified);
    }

    @Test
    void aThreadUsesItsObjectsAgain() {
        RecordedSpans.install(true);
        Call first = enter(CallKind.DATABASE);
        first.end(0, null);
        assertThat(first.span()).isNull();

        Call second = enter(CallKind.HTTP_CLIENT);
        second.end(0, null);

        assertThat(second).isSameAs(first);
    }

    @Test
    void deepCallsHaveObjectsOfTheirOwn() {
        RecordedSpans recorded = RecordedSpans.install(true);
        List<Call> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(enter(i % 2 == 0 ? CallKind.DATABASE : CallKind.HTTP_CLIENT));
        }
        assertThat(open).doesNotHaveDuplicates().doesNotContainNull();

        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).end(0, null);
        }

        assertThat(recorded.finished).hasSize(20);
        assertThat(Current.get()).isNull();
    }

    @Test
    void theEndOfACallDropsThoseThatWereLeftOpenInside() {
        RecordedSpans.install(true);
        Call outer = enter(CallKind.DATABASE);
        enter(CallKind.HTTP_CLIENT);

        outer.end(0, null);

        assertThat(Call.isInside()).isFalse();
        assertThat(Current.get()).isNull();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        RecordedSpans recorded = RecordedSpans.install(true);
        CallListening.listen((endedCall, nanos, status, error) -> {
            throw new IllegalStateException("listener");
        });

        enter(CallKind.DATABASE).end(0, null);

        assertThat(recorded.finished).hasSize(1);
        assertThat(Call.isInside()).isFalse();
    }

    @Test
    void runsCallbacksInTheContextOfTheCaller() {
        RecordedSpans.install(true);
        TraceContext caller = Tracer.startCall(Current.get(), "work", SpanKind.INTERNAL, null);
        Current.set(caller);
        Call call = new Call();
        assertThat(call.begin(CallKind.HTTP_CLIENT, "name", "GET")).isTrue();
        Current.set(null);

        TraceContext before = call.enterCaller();
        assertThat(Current.get()).isSameAs(caller);
        Call.leaveCaller(before);

        assertThat(Current.get()).isNull();
        call.end(0, null);
    }
}
