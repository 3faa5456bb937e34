// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Current;
import dapper.bootstrap.HeaderMap;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.http.RecordedSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageCallsTest {
    private static final String TRACEPARENT = "00-00000000000000010000000000000002-0000000000000003-01";

    /** A message is a map of its headers and of its topic. */
    private static final class MapGetter implements MessageGetter<Map<String, String>, String, Long> {
        private static void failIfAsked(Map<String, String> message, String method) {
            if (method.equals(message.get("fail"))) {
                throw new IllegalStateException(method);
            }
        }

        @Override
        public String system() {
            return "maps";
        }

        @Override
        public @Nullable String destination(Map<String, String> message) {
            failIfAsked(message, "destination");
            return message.get("topic");
        }

        @Override
        public void describe(Call call, Map<String, String> message, String client) {
            failIfAsked(message, "describe");
            describeClient(call, client);
        }

        @Override
        public void describeClient(Call call, String client) {
            MessageCalls.set(call, MessageAttributes.CLIENT_ID, client);
        }

        @Override
        public void describeEnd(Call call, Long confirmation) {
            if (confirmation < 0) {
                throw new IllegalStateException("describeEnd");
            }
            MessageCalls.set(call, MessageAttributes.KAFKA_OFFSET, confirmation);
        }
    }

    private final MessageCalls<Map<String, String>, String, Long> calls =
            new MessageCalls<>("test", new MapGetter(), HeaderMap.HEADERS);
    private final List<String> ended = new ArrayList<>();
    private final List<String> caught = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        CallListening.listen(null);
        AdviceErrors.listen((thrown, instrumentation) -> {});
        assertThat(Current.get()).isNull();
        assertThat(ProcessCall.isProcessing()).isFalse();
    }

    private RecordedSpans record(boolean sampled) {
        CallListening.listen((endedCall, nanos, status, error) ->
                ended.add(endedCall.kind() + " " + endedCall.operation() + " " + error));
        AdviceErrors.listen((thrown, instrumentation) -> caught.add(instrumentation + " " + thrown.getMessage()));
        return RecordedSpans.install(sampled);
    }

    @Test
    void describesAMessageThatIsSent() {
        RecordedSpans recorded = record(true);
        Call call = new Call();

        assertThat(calls.startSend(call, HeaderMap.of("topic", "orders"), "shop"))
                .isTrue();
        calls.end(call, 7L, null);
        calls.end(call, null, new TimeoutException());

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("send orders");
        assertThat(span.kind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(span.isError()).isFalse();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("messaging.system", "maps"),
                        entry("messaging.operation.name", "send"),
                        entry("messaging.operation.type", "send"),
                        entry("messaging.destination.name", "orders"),
                        entry("messaging.client.id", "shop"),
                        entry("messaging.kafka.offset", 7L));
        assertThat(ended).containsExactly("MESSAGE_SEND send orders null");
    }

    @Test
    void aMessageThatWasNotConfirmedIsAnError() {
        RecordedSpans recorded = record(true);
        Call call = new Call();
        assertThat(calls.startSend(call, HeaderMap.of(), "shop")).isTrue();

        calls.end(call, 7L, new TimeoutException("late"));

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("send");
        assertThat(span.statusDescription()).isEqualTo("late");
        assertThat(RecordedSpans.attributes(span))
                .contains(entry("error.type", "java.util.concurrent.TimeoutException"))
                .doesNotContainKeys("messaging.kafka.offset", "messaging.destination.name");
        assertThat(ended).containsExactly("MESSAGE_SEND send java.util.concurrent.TimeoutException");
    }

    @Test
    void aSendThatEndsOnItsThreadIsTheContextAndTheOnlyCall() {
        RecordedSpans recorded = record(true);
        Map<String, String> message = HeaderMap.of("topic", "orders");

        Call call = calls.enterSend(message, "shop");
        assertThat(Current.get()).isSameAs(call.span());
        assertThat(calls.enterSend(message, "pool")).isNull();
        MessageCalls.inject(null, HeaderMap.HEADERS, message);
        assertThat(message).doesNotContainKey("traceparent");
        MessageCalls.inject(call, HeaderMap.HEADERS, message);
        calls.end(call, 7L, null);

        Span span = recorded.finished.get(0);
        assertThat(recorded.finished).hasSize(1);
        assertThat(span.kind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(message.get("traceparent")).contains(String.format("%016x", span.spanId()));
        assertThat(RecordedSpans.attributes(span))
                .contains(entry("messaging.operation.name", "send"), entry("messaging.kafka.offset", 7L));
        assertThat(ended).containsExactly("MESSAGE_SEND send orders null");
    }

    @Test
    void aSendInATraceThatIsNotRecordedPassesThatOn() {
        record(false);
        CallListening.listen(null);
        Map<String, String> message = HeaderMap.of("topic", "orders");
        RemoteParent caller = new RemoteParent(1, 2, 3, false, null, null);
        Current.set(Tracer.startLocalRoot(caller, "request", SpanKind.SERVER, null, null));

        Call call = calls.enterSend(message, "shop");
        MessageCalls.inject(call, HeaderMap.HEADERS, message);

        assertThat(call).isNull();
        assertThat(message).containsEntry("traceparent", "00-00000000000000010000000000000002-0000000000000003-00");
        Current.set(null);
    }

    @Test
    void describesASingleMessageThatIsReceived() {
        RecordedSpans recorded = record(true);
        Call call = new Call();

        assertThat(calls.startReceive(
                        call, HeaderMap.of("topic", "orders", "traceparent", TRACEPARENT), "shop", System.nanoTime()))
                .isTrue();
        calls.end(call, null, null);

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("receive orders");
        assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.parentSpanId()).isZero();
        assertThat(span.lastLink().spanId()).isEqualTo(3);
        assertThat(span.lastLink().next()).isNull();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("messaging.system", "maps"),
                        entry("messaging.operation.name", "receive"),
                        entry("messaging.operation.type", "receive"),
                        entry("messaging.destination.name", "orders"),
                        entry("messaging.client.id", "shop"));
        assertThat(ended).containsExactly("MESSAGE_RECEIVE receive orders null");
    }

    @Test
    void aBatchIsLinkedToItsSenders() {
        RecordedSpans recorded = record(true);
        Call call = new Call();
        List<Map<String, String>> batch = List.of(
                HeaderMap.of("traceparent", TRACEPARENT),
                HeaderMap.of(),
                HeaderMap.of("traceparent", TRACEPARENT.replace("3-01", "4-00")));

        assertThat(calls.startReceive(call, "orders", batch, 3, "shop", System.nanoTime()))
                .isTrue();
        calls.end(call, null, null);

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("poll orders");
        assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.lastLink().spanId()).isEqualTo(4);
        assertThat(span.lastLink().next().spanId()).isEqualTo(3);
        assertThat(span.lastLink().next().next()).isNull();
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("messaging.system", "maps"),
                        entry("messaging.operation.name", "poll"),
                        entry("messaging.operation.type", "receive"),
                        entry("messaging.destination.name", "orders"),
                        entry("messaging.batch.message_count", 3L),
                        entry("messaging.client.id", "shop"));
        assertThat(ended).containsExactly("MESSAGE_RECEIVE poll orders null");
    }

    @Test
    void messagesThatWereAskedForAreDescribedWhenTheyArrive() {
        RecordedSpans recorded = record(true);
        Call call = new Call();

        assertThat(calls.startReceive(call, "orders", "shop")).isTrue();
        calls.received(call, List.of(HeaderMap.of("traceparent", TRACEPARENT)), 1);
        calls.end(call, null, null);

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("receive orders");
        assertThat(span.lastLink().spanId()).isEqualTo(3);
        assertThat(RecordedSpans.attributes(span))
                .contains(entry("messaging.batch.message_count", 1L), entry("messaging.client.id", "shop"));
        assertThat(ended).containsExactly("MESSAGE_RECEIVE receive orders null");
    }

    @Test
    void aBatchThatTheBrokerRefusesIsAnError() {
        RecordedSpans recorded = record(true);
        Call call = new Call();

        assertThat(calls.startSend(call, "orders", 2, "shop")).isTrue();
        MessageCalls.refuse(call, "QuotaExceeded");

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("send orders");
        assertThat(span.kind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("messaging.system", "maps"),
                        entry("messaging.operation.name", "send"),
                        entry("messaging.operation.type", "send"),
                        entry("messaging.destination.name", "orders"),
                        entry("messaging.batch.message_count", 2L),
                        entry("messaging.client.id", "shop"),
                        entry("error.type", "QuotaExceeded"));
        assertThat(ended).containsExactly("MESSAGE_SEND send orders QuotaExceeded");
    }

    @Test
    void describesAMessageThatIsProcessed() {
        RecordedSpans recorded = record(true);
        ProcessCall call = new ProcessCall(this);

        assertThat(calls.startProcess(call, HeaderMap.of("topic", "orders", "traceparent", TRACEPARENT), "shop"))
                .isTrue();
        assertThat(Current.get()).isSameAs(call.span());
        calls.end(call, null, new IllegalStateException("bad order"));

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("process orders");
        assertThat(span.parentSpanId()).isEqualTo(3);
        assertThat(span.isError()).isTrue();
        assertThat(RecordedSpans.attributes(span))
                .contains(
                        entry("messaging.operation.name", "process"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.destination.name", "orders"));
        assertThat(ended).containsExactly("MESSAGE_PROCESS process orders java.lang.IllegalStateException");
    }

    @Test
    void aBatchThatIsProcessedBeginsATraceAndIsLinkedToItsSenders() {
        RecordedSpans recorded = record(true);
        ProcessCall call = new ProcessCall(this);
        List<Map<String, String>> batch = List.of(
                HeaderMap.of("traceparent", TRACEPARENT),
                HeaderMap.of("traceparent", TRACEPARENT.replace("3-01", "4-01")));

        assertThat(calls.startProcess(call, null, batch, 2, "shop")).isTrue();
        assertThat(Current.get()).isSameAs(call.span());
        calls.end(call, null, null);

        Span span = recorded.finished.get(0);
        assertThat(span.name()).isEqualTo("process");
        assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.parentSpanId()).isZero();
        assertThat(span.lastLink().spanId()).isEqualTo(4);
        assertThat(span.lastLink().next().spanId()).isEqualTo(3);
        assertThat(RecordedSpans.attributes(span))
                .containsOnly(
                        entry("messaging.system", "maps"),
                        entry("messaging.operation.name", "process"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.batch.message_count", 2L),
                        entry("messaging.client.id", "shop"));
        assertThat(ended).containsExactly("MESSAGE_PROCESS process null");
    }

    @Test
    void ofAnUnsampledMessageOnlyDestinationAndHeadersAreRead() {
        RecordedSpans recorded = record(false);
        Map<String, String> message = HeaderMap.of("topic", "orders", "fail", "describe");
        Call send = new Call();
        ProcessCall process = new ProcessCall(this);

        assertThat(calls.startSend(send, message, "shop")).isTrue();
        calls.end(send, null, null);
        assertThat(calls.startProcess(process, message, "shop")).isTrue();
        calls.end(process, null, null);

        assertThat(recorded.finished).isEmpty();
        assertThat(ended).containsExactly("MESSAGE_SEND send orders null", "MESSAGE_PROCESS process orders null");
    }

    @Test
    void anExceptionOfTheGetterGoesToTheAgent() {
        RecordedSpans recorded = record(true);
        for (String method : List.of("destination", "describe")) {
            Map<String, String> message = HeaderMap.of("topic", "orders", "fail", method);
            boolean starts = method.equals("describe");
            Call send = new Call();
            ProcessCall process = new ProcessCall(this);

            assertThat(calls.startSend(send, message, "shop")).isEqualTo(starts);
            calls.end(send, -1L, null);
            assertThat(calls.startProcess(process, message, "shop")).isEqualTo(starts);
            calls.end(process, null, null);
        }

        assertThat(recorded.finished).hasSize(2).noneMatch(Span::isError);
        assertThat(caught)
                .containsExactly(
                        "test destination", "test destination", "test describe", "test describeEnd", "test describe");
    }

    @Test
    void theListenerGetsDestinationAndServerSampledOrNot() {
        List<String> targets = new ArrayList<>();
        for (boolean sampled : new boolean[] {true, false}) {
            record(sampled);
            CallListening.listen((endedCall, nanos, status, error) -> targets.add(String.valueOf(endedCall.target())));
            MessageCalls<Map<String, String>, String, Long> toServer =
                    new MessageCalls<>("test", new ServerGetter(), HeaderMap.HEADERS);
            Call send = new Call();
            toServer.startSend(send, HeaderMap.of("topic", "orders"), "broker");
            toServer.end(send, null, null);
            Call receive = new Call();
            toServer.startReceive(receive, "orders", List.of(HeaderMap.of()), 1, "broker", System.nanoTime());
            toServer.end(receive, null, null);
            ProcessCall process = new ProcessCall(this);
            toServer.startProcess(process, HeaderMap.of("topic", "orders"), "broker");
            toServer.end(process, null, null);
        }
        assertThat(targets).hasSize(6).containsOnly("kafka orders broker:9092");
    }

    /** The client is the name of its server. */
    private static final class ServerGetter implements MessageGetter<Map<String, String>, String, Long> {
        @Override
        public String system() {
            return "kafka";
        }

        @Override
        public String destination(Map<String, String> message) {
            return message.get("topic");
        }

        @Override
        public void describe(Call call, Map<String, String> message, String client) {
            describeClient(call, client);
        }

        @Override
        public void describeClient(Call call, String client) {
            MessageCalls.server(call, client, 9_092);
        }

        @Override
        public void describeEnd(Call call, Long confirmation) {}
    }
}
