// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({AgentExtension.class, Broker.class})
class ConsumerTest {
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

    @Test
    void eachRecordIsProcessedInTheTraceOfItsSender() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");

        for (ConsumerRecord<String, String> record : Clients.poll(clients.consumer(topic), 2)) {
            Traces.inSpan("work " + record.value(), () -> {});
        }

        assertThat(Current.get()).isNull();
        List<RecordedSpan> spans = spans().take(5);
        for (int i = 0; i < 2; i++) {
            RecordedSpan process = spans.get(1 + 2 * i);
            assertThat(process)
                    .hasName("process " + topic)
                    .hasKind(SpanKind.CONSUMER)
                    .hasRemoteParent(sent.get(i).traceId(), sent.get(i).spanId())
                    .hasLinksTo(sent.get(i))
                    .hasNoError()
                    .hasExactlyAttributes(
                            "messaging.system", "kafka",
                            "messaging.operation.name", "process",
                            "messaging.operation.type", "process",
                            "messaging.destination.name", topic,
                            "messaging.destination.partition.id", "0",
                            "messaging.kafka.offset", i,
                            "messaging.client.id", "shop-consumer",
                            "messaging.consumer.group.name", "shop",
                            "server.address", "127.0.0.1",
                            "server.port", broker.port());
            assertThat(spans.get(2 + 2 * i))
                    .hasName(i == 0 ? "work a" : "work b")
                    .isChildOf(process);
        }
    }

    @Test
    void aPollThatReturnsRecordsIsLinkedToTheirSenders() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);

        Clients.poll(consumer, 2);
        assertThat(Clients.poll(consumer)).isEmpty();

        assertThat(spans().takeOne())
                .hasName("poll " + topic)
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasLinksTo(sent.get(0), sent.get(1))
                .hasExactlyAttributes(
                        "messaging.system", "kafka",
                        "messaging.operation.name", "poll",
                        "messaging.operation.type", "receive",
                        "messaging.destination.name", topic,
                        "messaging.batch.message_count", 2,
                        "messaging.client.id", "shop-consumer",
                        "messaging.consumer.group.name", "shop",
                        "server.address", "127.0.0.1",
                        "server.port", broker.port());
    }

    @Test
    void aPollOfSeveralTopicsNamesNone() throws Exception {
        String other = Clients.newTopic();
        clients.sent(topic, "a");
        clients.sent(other, "b");
        KafkaConsumer<String, String> consumer = clients.consumer(List.of(topic, other));
        List<String> names = new ArrayList<>();

        Traces.inSpan("parent", () -> {
            int received = 0;
            while (received < 2) {
                ConsumerRecords<String, String> records = Clients.poll(consumer);
                received += records.count();
                if (records.partitions().size() == 1) {
                    names.add("poll " + records.partitions().iterator().next().topic());
                } else if (!records.isEmpty()) {
                    names.add("poll");
                }
            }
        });

        List<RecordedSpan> spans = spans().take(1 + names.size());
        assertThat(spans.subList(1, spans.size()))
                .allSatisfy(span -> assertThat(span).isChildOf(spans.get(0)))
                .extracting(RecordedSpan::name)
                .isEqualTo(names);
    }

    private void assertProcessed(int records) {
        assertThat(spans().take(records))
                .allSatisfy(span -> assertThat(span).hasName("process " + topic).hasNoError());
    }

    @Test
    void everyWayToLoopMakesCalls() throws Exception {
        clients.sent(topic, "a", "b");
        ConsumerRecords<String, String> records = Clients.poll(clients.consumer(topic), 2);
        spans().takeOne();
        List<ConsumerRecord<String, String>> ofPartition = records.records(Clients.partition(topic));
        Set<Object> contexts = new HashSet<>();

        records.forEach(record -> contexts.add(Current.get()));
        assertProcessed(2);
        records.iterator().forEachRemaining(record -> contexts.add(Current.get()));
        assertProcessed(2);
        StreamSupport.stream(records.spliterator(), false).forEach(record -> contexts.add(Current.get()));
        assertProcessed(2);
        for (ConsumerRecord<String, String> record : records.records(topic)) {
            contexts.add(Current.get());
        }
        assertProcessed(2);
        records.records(topic).forEach(record -> contexts.add(Current.get()));
        assertProcessed(2);
        for (ConsumerRecord<String, String> record : ofPartition) {
            contexts.add(Current.get());
        }
        assertProcessed(2);
        ofPartition.forEach(record -> contexts.add(Current.get()));
        assertProcessed(2);
        ofPartition.stream().filter(record -> contexts.add(Current.get())).findFirst();
        assertThat(Current.get()).isNull();
        assertProcessed(1);
        for (ConsumerRecord<String, String> record : ofPartition.subList(1, 2)) {
            contexts.add(Current.get());
        }
        assertProcessed(1);

        assertThat(contexts).hasSize(16).doesNotContainNull();
    }

    @Test
    void aParallelStreamWorksInTheContextOfEachRecord() throws Exception {
        clients.sent(topic, "a", "b", "c", "d");
        ConsumerRecords<String, String> records = Clients.poll(clients.consumer(topic), 4);
        spans().takeOne();
        ConcurrentLinkedQueue<Object> contexts = new ConcurrentLinkedQueue<>();

        records.records(Clients.partition(topic)).parallelStream()
                .forEach(record -> contexts.add(String.valueOf(Current.get())));

        assertThat(contexts).hasSize(4).doesNotHaveDuplicates();
        assertProcessed(4);
    }

    @Test
    void anExceptionOfAnActionIsRecorded() throws Exception {
        clients.sent(topic, "a");
        ConsumerRecords<String, String> records = Clients.poll(clients.consumer(topic), 1);
        spans().takeOne();

        try {
            records.records(topic).forEach(record -> {
                throw new IllegalArgumentException("bad order");
            });
        } catch (IllegalArgumentException e) {
            assertThat(Current.get()).isNull();
        }

        assertThat(spans().takeOne()).hasException(IllegalArgumentException.class, "bad order");
    }

    @Test
    void copiesAndSearchesMakeNoCalls() throws Exception {
        clients.sent(topic, "a", "b");
        ConsumerRecords<String, String> records = Clients.poll(clients.consumer(topic), 2);
        spans().takeOne();
        List<ConsumerRecord<String, String>> list = records.records(Clients.partition(topic));

        List<ConsumerRecord<String, String>> copy = new ArrayList<>(list);
        assertThat(list.equals(copy)).isTrue();
        assertThat(list.hashCode()).isEqualTo(copy.hashCode());
        assertThat(list.toString()).isEqualTo(copy.toString());
        assertThat(list.contains(copy.get(1))).isTrue();
        assertThat(list.indexOf(copy.get(1))).isEqualTo(1);
        assertThat(list.get(list.size() - 1).value()).isEqualTo("b");
        assertThat(list.toArray(new ConsumerRecord<?, ?>[0])).hasSize(2);
        assertThat(list).isInstanceOf(RandomAccess.class);
        assertThat(records.records(new TopicPartition(topic, 1)).isEmpty()).isTrue();

        assertThat(Current.get()).isNull();
    }

    /** Loops over the records before the application gets them. */
    public static final class Looping implements ConsumerInterceptor<String, String> {
        @Override
        public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
            Map<TopicPartition, List<ConsumerRecord<String, String>>> same = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                for (ConsumerRecord<String, String> record : records.records(partition)) {
                    same.computeIfAbsent(partition, key -> new ArrayList<>()).add(record);
                }
            }
            return new ConsumerRecords<>(same);
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    @Test
    void interceptorsMakeNoCalls() throws Exception {
        clients.sent(topic, "a");

        Clients.poll(clients.consumer(topic, "interceptor.classes", Looping.class.getName()), 1)
                .forEach(record -> assertThat(Current.get()).isNotNull());

        assertThat(spans().take(2)).extracting(RecordedSpan::name).containsExactly("poll " + topic, "process " + topic);
    }

    /** Throws into the agent. */
    private static final class Hostile extends ConsumerRecord<String, String> {
        Hostile(ConsumerRecord<String, String> record) {
            super(record.topic(), record.partition(), record.offset(), record.key(), record.value());
        }

        @Override
        public Headers headers() {
            throw new IllegalStateException("hostile headers");
        }
    }

    /** Passes such records on. */
    public static final class MakingHostile implements ConsumerInterceptor<String, String> {
        @Override
        public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
            Map<TopicPartition, List<ConsumerRecord<String, String>>> hostile = new HashMap<>();
            for (ConsumerRecord<String, String> record : records) {
                hostile.computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()), key -> new ArrayList<>())
                        .add(new Hostile(record));
            }
            return new ConsumerRecords<>(hostile);
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    @Test
    void anExceptionInsideTheAgentDoesNotReachTheApplication() throws Exception {
        clients.sent(topic, "a", "b");
        List<String> values = new ArrayList<>();

        for (ConsumerRecord<String, String> record :
                Clients.poll(clients.consumer(topic, "interceptor.classes", MakingHostile.class.getName()), 2)) {
            values.add(record.value());
        }

        assertThat(values).containsExactly("a", "b");
        assertThat(AgentExtension.takeAdviceErrors()).isNotEmpty();
        assertThat(spans().takeOne()).hasName("poll " + topic);
    }
}
