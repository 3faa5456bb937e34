// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers and consumers of the tests, with methods that exist in some versions only. Closes them all. */
final class Clients implements AutoCloseable {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Runnable> closes = new ArrayList<>();
    private final Broker broker;

    Clients(Broker broker) {
        this.broker = broker;
    }

    static String newTopic() {
        return "orders-" + TOPICS.incrementAndGet();
    }

    static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }

    KafkaProducer<String, String> producer(Object... settings) {
        Map<String, Object> all = settings("shop-producer", settings);
        all.putIfAbsent("key.serializer", StringSerializer.class);
        all.putIfAbsent("value.serializer", StringSerializer.class);
        KafkaProducer<String, String> producer = new KafkaProducer<>(all);
        closes.add(producer::close);
        return producer;
    }

    /** Reads the only partition of the topics from the beginning. */
    KafkaConsumer<String, String> consumer(List<String> topics, Object... settings) {
        Map<String, Object> all = settings("shop-consumer", settings);
        all.putIfAbsent("group.id", "shop");
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "earliest");
        all.put("key.deserializer", StringDeserializer.class);
        all.put("value.deserializer", StringDeserializer.class);
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(all);
        closes.add(consumer::close);
        List<TopicPartition> partitions =
                topics.stream().map(Clients::partition).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    KafkaConsumer<String, String> consumer(String topic, Object... settings) {
        return consumer(List.of(topic), settings);
    }

    private Map<String, Object> settings(String clientId, Object... keysAndValues) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.address());
        settings.put("client.id", clientId);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    static RecordMetadata send(KafkaProducer<String, String> producer, ProducerRecord<String, String> record)
            throws Exception {
        return producer.send(record).get(60, TimeUnit.SECONDS);
    }

    /** Sends records, each the root of a trace, and returns their spans. */
    List<RecordedSpan> sent(String topic, String... values) throws Exception {
        List<RecordedSpan> spans = new ArrayList<>();
        try (KafkaProducer<String, String> producer = producer()) {
            for (String value : values) {
                send(producer, new ProducerRecord<>(topic, "key", value));
                spans.add(AgentExtension.spans().takeOne());
            }
        }
        return spans;
    }

    /** Polls until there are records. Those that were sent before the consumer was made come together. */
    static ConsumerRecords<String, String> poll(KafkaConsumer<String, String> consumer, int expected) {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        ConsumerRecords<String, String> records = poll(consumer);
        while (records.isEmpty() && System.nanoTime() < deadline) {
            records = poll(consumer);
        }
        assertThat(records.count()).isEqualTo(expected);
        return records;
    }

    /** Waits for half a second at most. */
    @SuppressWarnings("unchecked")
    static ConsumerRecords<String, String> poll(KafkaConsumer<String, String> consumer) {
        try {
            return (ConsumerRecords<String, String>) POLL.invoke(consumer, POLL_ARGUMENT);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final Method POLL;
    private static final Object POLL_ARGUMENT;

    static {
        Method poll;
        Object argument;
        try {
            try {
                poll = KafkaConsumer.class.getMethod("poll", Duration.class);
                argument = Duration.ofMillis(500);
            } catch (NoSuchMethodException e) {
                poll = KafkaConsumer.class.getMethod("poll", long.class);
                argument = 500L;
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        POLL = poll;
        POLL_ARGUMENT = argument;
    }

    @Override
    public void close() {
        closes.forEach(Runnable::run);
    }
}
