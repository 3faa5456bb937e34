// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.FixedBackOff;

/** Listener containers of Spring. */
@ExtendWith({AgentExtension.class, Broker.class})
class SpringKafkaTest {
    private static final String LISTENER = "org.springframework.kafka.listener.";

    private final String topic = Clients.newTopic();
    private Broker broker;
    private Clients clients;

    @BeforeEach
    void open(Broker broker) {
        this.broker = broker;
        clients = new Clients(broker);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private KafkaMessageListenerContainer<String, String> container(Object listener) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId("shop");
        properties.setMessageListener(listener);
        return new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<String, String>(Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "client.id",
                        "shop-consumer",
                        "auto.offset.reset",
                        "earliest",
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        StringDeserializer.class)),
                properties);
    }

    /** Sets the handler that this version has. */
    private static void handleErrors(
            KafkaMessageListenerContainer<?, ?> container, String setter, String handler, Object... arguments)
            throws Exception {
        Constructor<?> constructor = Stream.of(Class.forName(LISTENER + handler).getConstructors())
                .filter(candidate -> accepts(candidate.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow();
        Method set = Stream.of(container.getClass().getMethods())
                .filter(method -> method.getName().equals(setter))
                .findFirst()
                .orElseThrow();
        set.invoke(container, constructor.newInstance(arguments));
    }

    private static boolean accepts(Class<?>[] types, Object... arguments) {
        boolean accepts = types.length == arguments.length;
        for (int i = 0; accepts && i < types.length; i++) {
            accepts = types[i].isInstance(arguments[i]);
        }
        return accepts;
    }

    private static boolean hasCommonErrorHandler() {
        return Stream.of(KafkaMessageListenerContainer.class.getMethods())
                .anyMatch(method -> method.getName().equals("setCommonErrorHandler"));
    }

    private static void work(ConsumerRecord<String, String> record) {
        try {
            Traces.inSpan("work " + record.value(), () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void isProcessing(RecordedSpan process, RecordedSpan sender, int offset) {
        assertThat(process)
                .hasName("process " + topic)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(sender.traceId(), sender.spanId())
                .hasLinksTo(sender)
                .hasAttribute("messaging.kafka.offset", offset);
    }

    @Test
    void eachRecordIsProcessedInOneSpanInTheTraceOfItsSender() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        MessageListener<String, String> listener = SpringKafkaTest::work;
        KafkaMessageListenerContainer<String, String> container = container(listener);
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(5);
            assertThat(spans.get(0)).hasName("poll " + topic).hasLinksTo(sent.get(0), sent.get(1));
            assertThat(spans.get(1))
                    .hasRemoteParent(sent.get(0).traceId(), sent.get(0).spanId())
                    .hasLinksTo(sent.get(0))
                    .hasNoError()
                    .hasExactlyAttributes(
                            "messaging.system", "kafka",
                            "messaging.operation.name", "process",
                            "messaging.operation.type", "process",
                            "messaging.destination.name", topic,
                            "messaging.destination.partition.id", "0",
                            "messaging.kafka.offset", 0,
                            "messaging.client.id", "shop-consumer",
                            "messaging.consumer.group.name", "shop",
                            "server.address", "127.0.0.1",
                            "server.port", broker.port());
            assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
            isProcessing(spans.get(3), sent.get(1), 1);
            assertThat(spans.get(4)).hasName("work b").isChildOf(spans.get(3));
        } finally {
            container.stop();
        }
    }

    @Test
    void aRecordThatFailsIsOneSpanForEachAttemptAndItsDeadLetterBelongsToTheLast() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "bad", "good");
        MessageListener<String, String> listener = record -> {
            if (record.value().equals("bad")) {
                throw new IllegalArgumentException("out of stock");
            }
            work(record);
        };
        DefaultKafkaProducerFactory<String, String> producers = new DefaultKafkaProducerFactory<>(Map.of(
                "bootstrap.servers",
                broker.address(),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                StringSerializer.class));
        Constructor<?> recoverer = Stream.of(Class.forName(LISTENER + "DeadLetterPublishingRecoverer")
                        .getConstructors())
                .filter(candidate -> accepts(candidate.getParameterTypes(), new KafkaTemplate<>(producers)))
                .findFirst()
                .orElseThrow();
        KafkaMessageListenerContainer<String, String> container = container(listener);
        boolean common = hasCommonErrorHandler();
        handleErrors(
                container,
                common ? "setCommonErrorHandler" : "setErrorHandler",
                common ? "DefaultErrorHandler" : "SeekToCurrentErrorHandler",
                recoverer.newInstance(new KafkaTemplate<>(producers)),
                new FixedBackOff(0, 1));
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(8);
            assertThat(spans.get(0)).hasName("poll " + topic);
            isProcessing(spans.get(1), sent.get(0), 0);
            assertThat(spans.get(1)).hasException(IllegalArgumentException.class, "out of stock");
            assertThat(spans.get(2)).hasName("poll " + topic);
            isProcessing(spans.get(3), sent.get(0), 0);
            assertThat(spans.get(3)).hasException(IllegalArgumentException.class, "out of stock");
            assertThat(spans.get(4)).hasKind(SpanKind.PRODUCER).isChildOf(spans.get(3));
            assertThat(spans.get(5)).hasName("poll " + topic);
            isProcessing(spans.get(6), sent.get(1), 1);
            assertThat(spans.get(6)).hasNoError();
            assertThat(spans.get(7)).hasName("work good").isChildOf(spans.get(6));
        } finally {
            container.stop();
            producers.destroy();
        }
    }

    @Test
    void aBatchIsOneSpanWithALinkToEachSender() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        BatchMessageListener<String, String> listener = records -> {
            records.forEach(SpringKafkaTest::work);
            throw new IllegalArgumentException("out of stock");
        };
        KafkaMessageListenerContainer<String, String> container = container(listener);
        boolean common = hasCommonErrorHandler();
        handleErrors(
                container,
                common ? "setCommonErrorHandler" : "setBatchErrorHandler",
                common ? "CommonLoggingErrorHandler" : "BatchLoggingErrorHandler");
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(4);
            assertThat(spans.get(0)).hasName("poll " + topic);
            assertThat(spans.get(1))
                    .hasName("process " + topic)
                    .hasKind(SpanKind.CONSUMER)
                    .isRoot()
                    .hasLinksTo(sent.get(0), sent.get(1))
                    .hasException(IllegalArgumentException.class, "out of stock")
                    .hasAttribute("messaging.batch.message_count", 2)
                    .hasAttribute("messaging.consumer.group.name", "shop");
            assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
            assertThat(spans.get(3)).hasName("work b").isChildOf(spans.get(1));
        } finally {
            container.stop();
        }
    }

    @Test
    void aBatchListenerThatLoopsOverThePollItselfMakesNoFurtherSpan() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        BatchMessageListener<String, String> listener = new BatchMessageListener<String, String>() {
            @Override
            public void onMessage(List<ConsumerRecord<String, String>> records) {
                throw new AssertionError("wants all records of a poll");
            }

            @Override
            public boolean wantsPollResult() {
                return true;
            }

            @Override
            public void onMessage(
                    ConsumerRecords<String, String> records,
                    Acknowledgment acknowledgment,
                    Consumer<String, String> consumer) {
                records.forEach(SpringKafkaTest::work);
            }
        };
        KafkaMessageListenerContainer<String, String> container = container(listener);
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(4);
            assertThat(spans.get(1))
                    .hasName("process " + topic)
                    .isRoot()
                    .hasLinksTo(sent.get(0), sent.get(1))
                    .hasNoError();
            assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
            assertThat(spans.get(3)).hasName("work b").isChildOf(spans.get(1));
        } finally {
            container.stop();
        }
    }

    @Test
    void aConsumerThatAListenerHasItselfMakesItsOwnSpans() throws Exception {
        String other = Clients.newTopic();
        RecordedSpan otherSent = clients.sent(other, "x").get(0);
        RecordedSpan sent = clients.sent(topic, "a").get(0);
        MessageListener<String, String> listener = record -> {
            try (KafkaConsumer<String, String> own = clients.consumer(other)) {
                Clients.poll(own, 1).forEach(SpringKafkaTest::work);
            }
        };
        KafkaMessageListenerContainer<String, String> container = container(listener);
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(5);
            isProcessing(spans.get(1), sent, 0);
            assertThat(spans.get(2)).hasName("poll " + other).isChildOf(spans.get(1));
            assertThat(spans.get(3))
                    .hasName("process " + other)
                    .hasRemoteParent(otherSent.traceId(), otherSent.spanId());
            assertThat(spans.get(4)).hasName("work x").isChildOf(spans.get(3));
        } finally {
            container.stop();
        }
    }
}
