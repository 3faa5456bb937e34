// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topologies of Kafka Streams. */
@ExtendWith({AgentExtension.class, Broker.class})
class KafkaStreamsTest {
    private final String topic = Clients.newTopic();
    private final String out = Clients.newTopic();
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

    private KafkaStreams start(StreamsBuilder topology) {
        Properties settings = new Properties();
        settings.put("application.id", "app-" + topic);
        settings.put("bootstrap.servers", broker.address());
        settings.put("default.key.serde", Serdes.String().getClass());
        settings.put("default.value.serde", Serdes.String().getClass());
        settings.put("state.dir", "target/streams");
        // The shortest that the broker accepts: a topology that starts again waits for it.
        settings.put("session.timeout.ms", 6_000);
        KafkaStreams streams = new KafkaStreams(topology.build(), settings);
        streams.start();
        return streams;
    }

    private static Materialized<String, String, KeyValueStore<Bytes, byte[]>> inMemory(String name) {
        return Materialized.<String, String>as(Stores.inMemoryKeyValueStore(name))
                .withCachingDisabled();
    }

    private static String work(String value) {
        try {
            Traces.inSpan("work " + value, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return value;
    }

    /** Reads what the topology has sent, with one span for the poll. */
    private ConsumerRecord<String, String> lastOut(int count) {
        try (KafkaConsumer<String, String> consumer = clients.consumer(out)) {
            ConsumerRecord<String, String> last = Clients.poll(consumer, count)
                    .records(Clients.partition(out))
                    .get(count - 1);
            assertThat(spans().takeOne()).hasName("poll " + out);
            return last;
        }
    }

    private static void isProcessing(RecordedSpan process, String topic, RecordedSpan sender) {
        assertThat(process)
                .hasName("process " + topic)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(sender.traceId(), sender.spanId())
                .hasLinksTo(sender)
                .hasNoError();
    }

    private static void isSending(RecordedSpan send, String topic, RecordedSpan process) {
        assertThat(send).hasName("send " + topic).hasKind(SpanKind.PRODUCER).isChildOf(process);
    }

    @Test
    void eachRecordIsProcessedInOneSpanInTheTraceOfItsSender() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        StreamsBuilder topology = new StreamsBuilder();
        topology.<String, String>stream(topic).mapValues(KafkaStreamsTest::work).to(out);
        KafkaStreams streams = start(topology);
        try {
            List<RecordedSpan> spans = spans().take(7);
            assertThat(spans.get(0)).hasName("poll " + topic).hasLinksTo(sent.get(0), sent.get(1));
            RecordedSpan first = spans.get(1);
            isProcessing(first, topic, sent.get(0));
            assertThat(first)
                    .hasExactlyAttributes(
                            "messaging.system",
                            "kafka",
                            "messaging.operation.name",
                            "process",
                            "messaging.operation.type",
                            "process",
                            "messaging.destination.name",
                            topic,
                            "messaging.destination.partition.id",
                            "0",
                            "messaging.kafka.offset",
                            0,
                            "messaging.client.id",
                            (Predicate<Object>) id -> id.toString().startsWith("app-" + topic)
                                    && id.toString().endsWith("StreamThread-1-consumer"),
                            "messaging.consumer.group.name",
                            "app-" + topic,
                            "server.address",
                            "127.0.0.1",
                            "server.port",
                            broker.port());
            assertThat(spans.get(2)).hasName("work a").isChildOf(first);
            isSending(spans.get(3), out, first);
            isProcessing(spans.get(4), topic, sent.get(1));
            assertThat(spans.get(5)).hasName("work b").isChildOf(spans.get(4));
            isSending(spans.get(6), out, spans.get(4));

            ConsumerRecord<String, String> result = lastOut(2);
            assertThat(result.headers().headers("traceparent"))
                    .singleElement()
                    .satisfies(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                            .contains(spans.get(6).traceId())
                            .contains(spans.get(6).spanId()));
        } finally {
            streams.close();
        }
    }

    @Test
    void aRecordThatFailsHasTheExceptionOfTheTopology() throws Exception {
        RecordedSpan sent = clients.sent(topic, "bad").get(0);
        StreamsBuilder topology = new StreamsBuilder();
        topology.<String, String>stream(topic).foreach((key, value) -> {
            throw new IllegalArgumentException("out of stock");
        });
        KafkaStreams streams = start(topology);
        try {
            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(0)).hasName("poll " + topic);
            assertThat(spans.get(1))
                    .hasName("process " + topic)
                    .hasRemoteParent(sent.traceId(), sent.spanId())
                    .hasException(IllegalArgumentException.class, "out of stock");
        } finally {
            streams.close();
        }
    }

    @Test
    void aTraceGoesThroughARepartitionTopicAndRestoringAStoreMakesNoSpan() throws Exception {
        StreamsBuilder topology = new StreamsBuilder();
        topology.<String, String>stream(topic)
                .selectKey((key, value) -> value)
                .groupByKey()
                .reduce((sum, value) -> sum + value, inMemory("sums"))
                .toStream()
                .to(out);
        for (int run = 1; run <= 2; run++) {
            RecordedSpan sent = clients.sent(topic, "a").get(0);
            KafkaStreams streams = start(topology);
            try {
                List<RecordedSpan> spans = spans().take(7);
                assertThat(spans.get(0)).hasName("poll " + topic);
                isProcessing(spans.get(1), topic, sent);
                String internal = spans.get(2).name().substring("send ".length());
                assertThat(internal).startsWith("app-" + topic).endsWith("-repartition");
                isSending(spans.get(2), internal, spans.get(1));
                assertThat(spans.get(3)).hasName("poll " + internal).hasLinksTo(spans.get(2));
                isProcessing(spans.get(4), internal, spans.get(2));
                isSending(spans.get(5), "app-" + topic + "-sums-changelog", spans.get(4));
                isSending(spans.get(6), out, spans.get(4));
            } finally {
                streams.close();
            }
            assertThat(lastOut(run).value()).isEqualTo(run == 1 ? "a" : "aa");
        }
    }

    @Test
    void aCopyOfATopicForAllTasksMakesNoSpan() throws Exception {
        String prices = Clients.newTopic();
        clients.sent(prices, "10");
        RecordedSpan sent = clients.sent(topic, "a").get(0);
        StreamsBuilder topology = new StreamsBuilder();
        GlobalKTable<String, String> table = topology.globalTable(prices, inMemory("prices"));
        KStream<String, String> orders = topology.stream(topic);
        orders.join(table, (key, value) -> key, (order, price) -> order + price).to(out);
        KafkaStreams streams = start(topology);
        try {
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasName("poll " + topic);
            isProcessing(spans.get(1), topic, sent);
            isSending(spans.get(2), out, spans.get(1));
            assertThat(lastOut(1).value()).isEqualTo("a10");
        } finally {
            streams.close();
        }
    }

    /** Only some versions process a record again, and only if a broker answers late. */
    @Test
    void aRecordThatIsProcessedAgainIsASpanForEachAttempt() {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(topic, 0, 7, "key", "a");
        Object task = new Object();
        boolean before = Streaming.beginThread();
        Streaming.polled(KafkaClient.consumer(new Object()));

        Streaming first = Streaming.beginTask(task);
        Streaming.next(new Object(), record);
        first.endTask(task, new TimeoutException("too late"));
        Streaming.beginTask(new Object()).endTask(new Object(), null);
        Streaming.beginTask(task).endTask(task, null);
        Streaming.beginTask(task).endTask(task, null);
        Streaming.endThread(before);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("process " + topic).hasException(TimeoutException.class, "too late");
        assertThat(spans.get(1)).hasName("process " + topic).hasNoError().hasAttribute("messaging.kafka.offset", 7);
    }
}
