// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.NodeApiVersions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({AgentExtension.class, Broker.class})
class ProducerTest {
    private final String topic = Clients.newTopic();
    private Broker broker;
    private Clients clients;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void open(Broker broker) {
        this.broker = broker;
        clients = new Clients(broker);
        producer = clients.producer();
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private ProducerRecord<String, String> record() {
        return new ProducerRecord<>(topic, "key", "value");
    }

    /** The records of the topic, read outside of loops. */
    private List<ConsumerRecord<String, String>> stored(int expected) throws Exception {
        List<ConsumerRecord<String, String>> stored = new ArrayList<>();
        Traces.inUnsampledTrace(() ->
                stored.addAll(Clients.poll(clients.consumer(topic), expected).records(Clients.partition(topic))));
        return stored;
    }

    private static List<String> headers(ConsumerRecord<String, String> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static String traceparent(RecordedSpan span) {
        return "traceparent=00-" + span.traceId() + '-' + span.spanId() + "-03";
    }

    @Test
    void describesARecordThatTheBrokerConfirmed() throws Exception {
        Traces.inSpan("parent", () -> Clients.send(producer, record()));

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("send " + topic)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasLinksTo()
                .hasExactlyAttributes(
                        "messaging.system", "kafka",
                        "messaging.operation.name", "send",
                        "messaging.operation.type", "send",
                        "messaging.destination.name", topic,
                        "messaging.destination.partition.id", "0",
                        "messaging.kafka.offset", 0,
                        "messaging.client.id", "shop-producer",
                        "server.address", "127.0.0.1",
                        "server.port", broker.port());
        assertThat(stored(1)).satisfiesExactly(record -> {
            assertThat(record.value()).isEqualTo("value");
            assertThat(record.key()).isEqualTo("key");
            assertThat(headers(record)).contains(traceparent(spans.get(1)));
        });
    }

    @Test
    void describesATombstoneWithoutAConfirmation() throws Exception {
        KafkaProducer<String, String> unconfirmed = clients.producer("acks", "0", "enable.idempotence", "false");

        Clients.send(unconfirmed, new ProducerRecord<>(topic, 0, "key", null));

        assertThat(spans().takeOne())
                .isRoot()
                .hasAttribute("messaging.kafka.message.tombstone", true)
                .hasAttribute("messaging.destination.partition.id", "0")
                .hasNoAttribute("messaging.kafka.offset");
    }

    @Test
    void callsTheCallbackInTheContextOfTheCaller() throws Exception {
        CompletableFuture<Object> called = new CompletableFuture<>();

        Traces.inSpan("parent", () -> {
            producer.send(record(), (metadata, exception) -> {
                try {
                    Traces.inSpan("callback", () -> called.complete(metadata.offset()));
                } catch (Exception e) {
                    called.completeExceptionally(e);
                }
            });
            assertThat(called.get(60, TimeUnit.SECONDS)).isEqualTo(0L);
        });

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("send " + topic).isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("callback").isChildOf(spans.get(0));
    }

    @Test
    void callsTheCallbackOfAnUnsampledCallerInItsContext() throws Exception {
        CompletableFuture<String> called = new CompletableFuture<>();

        Traces.inUnsampledTrace(() -> {
            producer.send(record(), (metadata, exception) -> called.complete(String.valueOf(Current.isUnsampled())));
            assertThat(called.get(60, TimeUnit.SECONDS)).isEqualTo("true");
        });

        assertThat(stored(1))
                .satisfiesExactly(record -> assertThat(headers(record))
                        .containsExactly("traceparent=00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00"));
    }

    @Test
    void recordsTheExceptionThatTheCallbackGets() throws Exception {
        KafkaProducer<String, String> small = clients.producer("max.request.size", "10");
        CompletableFuture<Exception> called = new CompletableFuture<>();

        assertThatThrownBy(() -> small.send(record(), (metadata, exception) -> called.complete(exception))
                        .get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);

        assertThat(called.get()).isInstanceOf(RecordTooLargeException.class);
        assertThat(spans().takeOne())
                .hasException(RecordTooLargeException.class, called.get().getMessage());
    }

    @Test
    void recordsTheExceptionThatSendThrows() throws Exception {
        KafkaProducer<String, String> numbers = clients.producer("value.serializer", IntegerSerializer.class);
        assertThatThrownBy(() -> numbers.send(record())).isInstanceOf(SerializationException.class);
        assertThat(spans().takeOne()).hasName("send " + topic).hasError(SerializationException.class.getName());

        assertThatThrownBy(() -> producer.send(null)).isInstanceOf(NullPointerException.class);

        Clients.send(producer, record());
        spans().takeOne();
        producer.close();
        assertThatThrownBy(() -> producer.send(record())).isInstanceOf(IllegalStateException.class);
        assertThat(spans().takeOne()).hasError(IllegalStateException.class.getName());
    }

    @Test
    void leavesTheApplicationsRecordAsItIs() throws Exception {
        ProducerRecord<String, String> record = record();
        record.headers().add("app", new byte[] {0, -1});

        Clients.send(producer, record);
        RecordedSpan first = spans().takeOne();
        Clients.send(producer, record);
        RecordedSpan second = spans().takeOne();

        assertThat(record.headers()).hasSize(1);
        List<ConsumerRecord<String, String>> stored = stored(2);
        assertThat(headers(stored.get(0))).hasSize(3).contains(traceparent(first));
        assertThat(headers(stored.get(1))).hasSize(3).contains(traceparent(second));
        assertThat(stored)
                .allSatisfy(each ->
                        assertThat(each.headers().lastHeader("app").value()).containsExactly(0, -1));
    }

    @Test
    void replacesTheHeadersOfARecordThatIsPassedOn() throws Exception {
        ProducerRecord<String, String> record = record();
        record.headers().add("traceparent", "old".getBytes(StandardCharsets.UTF_8));
        record.headers().add("TraceParent", "older".getBytes(StandardCharsets.UTF_8));
        record.headers().add("traceparents", "own".getBytes(StandardCharsets.UTF_8));

        Clients.send(producer, record);

        assertThat(headers(stored(1).get(0)))
                .filteredOn(header -> header.toLowerCase(Locale.ROOT).startsWith("traceparent"))
                .containsExactlyInAnyOrder("traceparents=own", traceparent(spans().takeOne()));
    }

    /** Makes another record and drops the headers. */
    public static final class Replacing implements ProducerInterceptor<String, String> {
        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return new ProducerRecord<>(record.topic(), record.key(), "replaced");
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    @Test
    void writesHeadersAfterTheInterceptors() throws Exception {
        Clients.send(clients.producer("interceptor.classes", Replacing.class.getName()), record());

        ConsumerRecord<String, String> stored = stored(1).get(0);
        assertThat(stored.value()).isEqualTo("replaced");
        assertThat(headers(stored)).contains(traceparent(spans().takeOne()));
    }

    /** As while the brokers of a cluster are updated from 0.10. Clients from 4.0 on refuse such brokers. */
    @Test
    void writesNoHeadersWhereABrokerCannotStoreThem() throws Exception {
        assumeTrue(Arrays.stream(ApiVersions.class.getMethods())
                .map(Method::getName)
                .anyMatch("maxUsableProduceMagic"::equals));
        Field versions = KafkaProducer.class.getDeclaredField("apiVersions");
        versions.setAccessible(true);
        ((ApiVersions) versions.get(producer))
                .update(
                        "old",
                        NodeApiVersions.create(
                                List.of(new ApiVersionsResponse.ApiVersion(ApiKeys.PRODUCE.id, (short) 0, (short) 2))));

        Clients.send(producer, record());

        assertThat(headers(stored(1).get(0))).isEmpty();
        assertThat(spans().takeOne()).hasName("send " + topic).hasNoError();
    }

    /** Throws into the agent. */
    private static final class Hostile extends ProducerRecord<String, String> {
        private final String method;

        Hostile(String topic, String method) {
            super(topic, "key", "value");
            this.method = method;
        }

        private void called(String name) {
            String caller = StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                            .filter(type -> !type.startsWith(ProducerTest.class.getName()))
                            .findFirst()
                            .orElse(""));
            if (name.equals(method) && caller.startsWith("dapper.")) {
                throw new IllegalStateException("hostile " + name);
            }
        }

        @Override
        public String topic() {
            called("topic");
            return super.topic();
        }

        @Override
        public Integer partition() {
            called("partition");
            return super.partition();
        }

        @Override
        public Headers headers() {
            called("headers");
            return super.headers();
        }
    }

    @Test
    void anExceptionInsideTheAgentDoesNotReachTheApplication() throws Exception {
        for (String method : List.of("topic", "partition", "headers")) {
            assertThat(Clients.send(producer, new Hostile(topic, method)).offset())
                    .isNotNegative();
            assertThat(AgentExtension.takeAdviceErrors()).isNotEmpty();
        }
        assertThat(stored(3)).extracting(ConsumerRecord::value).containsOnly("value");
        assertThat(spans().take(2)).allSatisfy(span -> assertThat(span).hasNoError());
    }
}
