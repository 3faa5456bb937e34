// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.http.RecordedSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCallTest {
    @AfterEach
    void leaveNothing() {
        CallListening.listen(null);
        Current.set(null);
        assertThat(ServerCall.isServing()).isFalse();
    }

    private static ServerCall start() {
        return ServerCall.start(null, "GET", "/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThreadServesOneRequestAtATime(boolean sampled) {
        RecordedSpans.install(true);
        TraceContext earlier = Tracer.startCall(Current.get(), "earlier", SpanKind.INTERNAL, null);
        Current.set(earlier);
        RecordedSpans.install(sampled);
        ServerCall call = start();

        assertThat(ServerCall.isServing()).isFalse();
        call.enter(true);
        assertThat(ServerCall.running()).isSameAs(call);
        assertThat(Current.get()).isSameAs(sampled ? call.span() : UnsampledContext.WITHOUT_IDS);
        assertThat(ServerCall.enterAgain(start())).isFalse();
        assertThat(ServerCall.leave()).isTrue();
        assertThat(ServerCall.isServing()).isFalse();
        assertThat(Current.get()).isSameAs(earlier);
    }

    @Test
    void aLaterVisitIsNotTheFirst() {
        RecordedSpans.install(true);
        ServerCall call = start();

        assertThat(ServerCall.enterAgain(null)).isFalse();
        assertThat(ServerCall.enterAgain(call)).isTrue();
        assertThat(ServerCall.leave()).isFalse();
        ServerCall.leave(false);
    }

    @Test
    void onlyTheOutermostDispatchNamesTheRoute() {
        RecordedSpans.install(true);
        assertThat(ServerCall.beginRouting()).isFalse();
        ServerCall call = start();
        call.enter(true);

        assertThat(ServerCall.beginRouting()).isTrue();
        assertThat(ServerCall.beginRouting()).isFalse();
        assertThat(ServerCall.endRouting()).isSameAs(call);
        assertThat(ServerCall.beginRouting()).isTrue();
        ServerCall.leave();
    }

    @Test
    void nobodyNamesARequestThatNobodyObserves() {
        RecordedSpans.install(false);
        start().enter(true);

        assertThat(ServerCall.beginRouting()).isTrue();
        assertThat(ServerCall.endRouting()).isNull();
        ServerCall.leave();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofCompetingEndsOneIsReportedWithADuration(boolean sampled) throws Exception {
        RecordedSpans recorded = RecordedSpans.install(sampled);
        List<Long> durations = new ArrayList<>();
        CallListening.listen((endedCall, nanos, status, error) -> durations.add(nanos));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        int requests = 200;
        try {
            for (int i = 0; i < requests; i++) {
                ServerCall call = start();
                Callable<Object> end = () -> {
                    call.end(200);
                    return call;
                };
                threads.invokeAll(List.of(end, end));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(durations).hasSize(requests).allMatch(nanos -> nanos >= 0 && nanos < 60_000_000_000L);
        assertThat(recorded.finished).hasSize(sampled ? requests : 0);
    }

    @Test
    void aRequestThatBeganWithoutAListenerIsNotReported() {
        RecordedSpans recorded = RecordedSpans.install(true);
        ServerCall call = start();
        List<String> ended = new ArrayList<>();
        CallListening.listen((endedCall, nanos, status, error) -> ended.add(endedCall.operation()));

        call.end(200);

        assertThat(ended).isEmpty();
        assertThat(recorded.finished).extracting(Span::name).containsExactly("GET");
    }
}
