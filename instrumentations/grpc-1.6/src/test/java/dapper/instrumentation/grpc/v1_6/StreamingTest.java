// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamingTest extends GrpcContract {
    /** Keeps the responses; each one, and the end, is work of the caller. */
    private static final class Observing implements StreamObserver<String> {
        private final List<String> responses = new ArrayList<>();
        private final CompletableFuture<String> first = new CompletableFuture<>();
        private final CompletableFuture<List<String>> all = new CompletableFuture<>();

        private static void work(String name) {
            try {
                Traces.inSpan(name, () -> {});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onNext(String response) {
            work("got " + response);
            responses.add(response);
            first.complete(response);
        }

        @Override
        public void onError(Throwable thrown) {
            work("failed");
            all.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            work("completed");
            all.complete(responses);
        }

        List<String> await() throws Exception {
            return all.get(60, TimeUnit.SECONDS);
        }
    }

    private ClientCall<String, String> call(MethodDescriptor<String, String> method) {
        return channel.newCall(method, CallOptions.DEFAULT);
    }

    /** Checks the two spans of the call, and that the work of each side belongs to it. */
    private void check(String method, List<RecordedSpan> spans, List<String> served, List<String> observed) {
        RecordedSpan parent = spans.get(0);
        RecordedSpan client = only(SpanKind.CLIENT, spans);
        RecordedSpan server = only(SpanKind.SERVER, spans);
        assertThat(client)
                .hasName("shop.Shop/" + method)
                .isChildOf(parent)
                .hasNoError()
                .hasExactlyAttributes(clientAttributes(method, "OK"));
        assertThat(server)
                .hasName("shop.Shop/" + method)
                .hasRemoteParent(client.traceId(), client.spanId())
                .hasNoError()
                .hasExactlyAttributes(attributes(method, "OK"));
        assertThat(names(spans, server)).isEqualTo(served);
        List<String> ofCaller = new ArrayList<>(List.of(client.name()));
        ofCaller.addAll(observed);
        assertThat(names(spans, parent)).isEqualTo(ofCaller);
        assertThat(spans).hasSize(3 + served.size() + observed.size());
    }

    private static List<String> names(List<RecordedSpan> spans, RecordedSpan parent) {
        return spans.stream()
                .filter(span -> span.parentSpanId().equals(parent.spanId()))
                .map(RecordedSpan::name)
                .toList();
    }

    @Test
    void aUnaryCallWithAnObserver() throws Exception {
        Observing observing = new Observing();
        Traces.inSpan("parent", () -> ClientCalls.asyncUnaryCall(call(Shop.BUY), "tea", observing));
        assertThat(observing.await()).containsExactly("ok tea");

        check("Buy", spans().take(6), List.of("work tea"), List.of("got ok tea", "completed"));
    }

    @Test
    void aStreamOfTheServer() throws Exception {
        Observing observing = new Observing();
        Traces.inSpan("parent", () -> ClientCalls.asyncServerStreamingCall(call(Shop.LIST), "tea", observing));
        assertThat(observing.await()).containsExactly("ok tea");

        check("List", spans().take(6), List.of("work tea"), List.of("got ok tea", "completed"));
    }

    @Test
    void aStreamOfTheClient() throws Exception {
        Observing observing = new Observing();
        Traces.inSpan("parent", () -> {
            StreamObserver<String> requests = ClientCalls.asyncClientStreamingCall(call(Shop.FILL), observing);
            requests.onNext("tea");
            requests.onNext("milk");
            requests.onCompleted();
        });
        assertThat(observing.await()).containsExactly("ok 2");

        check("Fill", spans().take(8), List.of("work tea", "work milk", "work end"), List.of("got ok 2", "completed"));
    }

    @Test
    void streamsInBothDirections() throws Exception {
        Observing observing = new Observing();
        Traces.inSpan("parent", () -> {
            StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(call(Shop.TALK), observing);
            requests.onNext("tea");
            requests.onNext("milk");
            requests.onCompleted();
        });
        assertThat(observing.await()).containsExactly("ok tea", "ok milk");

        check(
                "Talk",
                spans().take(9),
                List.of("work tea", "work milk", "work end"),
                List.of("got ok tea", "got ok milk", "completed"));
    }

    @Test
    void aStreamThatTheServerEnds() throws Exception {
        Observing observing = new Observing();
        Traces.inSpan(
                "parent", () -> ClientCalls.asyncServerStreamingCall(call(Shop.LIST), "fail NOT_FOUND", observing));
        assertThatThrownBy(observing::await).isInstanceOf(ExecutionException.class);

        List<RecordedSpan> spans = spans().take(4);
        assertThat(only(SpanKind.CLIENT, spans)).hasError("NOT_FOUND");
        assertThat(only(SpanKind.SERVER, spans)).hasNoError();
        assertThat(spans.get(3)).hasName("failed").isChildOf(spans.get(0));
    }

    @Test
    void aStreamThatTheClientGivesUp() throws Exception {
        Observing observing = new Observing();
        ClientCall<String, String> call = call(Shop.TALK);
        Traces.inSpan("parent", () -> {
            StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(call, observing);
            requests.onNext("tea");
        });
        observing.first.get(60, TimeUnit.SECONDS);
        call.cancel("enough", new IllegalStateException("too much tea"));
        assertThatThrownBy(observing::await).isInstanceOf(ExecutionException.class);

        List<RecordedSpan> spans = spans().take(7);
        RecordedSpan server = only(SpanKind.SERVER, spans);
        RecordedSpan client = only(SpanKind.CLIENT, spans);
        assertThat(client).hasError("CANCELLED");
        assertThat(client.events()).hasSize(1);
        assertThat(client.events().get(0).attributes())
                .containsEntry("exception.type", IllegalStateException.class.getName())
                .containsEntry("exception.message", "too much tea");
        assertThat(server).hasNoError().hasAttribute("rpc.response.status_code", "CANCELLED");
        assertThat(names(spans, server)).containsExactly("work tea", "work cancelled");
        assertThat(names(spans, spans.get(0))).containsExactly(client.name(), "got ok tea", "failed");
    }
}
