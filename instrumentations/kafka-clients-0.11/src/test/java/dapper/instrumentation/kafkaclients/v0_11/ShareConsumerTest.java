// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.ReflectionSupport;

/** Share consumers exist in the newest clients only, so the test is written without their types. */
@ExtendWith({AgentExtension.class, Broker.class})
class ShareConsumerTest {
    private static final String TYPE = "org.apache.kafka.clients.consumer.KafkaShareConsumer";

    private final String topic = Clients.newTopic();

    @Test
    @SuppressWarnings("unchecked")
    void processesEachRecordInTheTraceOfItsSender(Broker broker) throws Exception {
        Class<?> type = ReflectionSupport.tryToLoadClass(TYPE).toOptional().orElse(null);
        assumeTrue(type != null);
        allowShareGroups(broker);
        Method poll = type.getMethod("poll", Duration.class);
        try (Clients clients = new Clients(broker)) {
            KafkaProducer<String, String> producer = clients.producer();
            Object consumer = type.getConstructor(Map.class)
                    .newInstance(Map.of(
                            "bootstrap.servers",
                            broker.address(),
                            "client.id",
                            "shop-consumer",
                            "group.id",
                            "sharing-shop",
                            "key.deserializer",
                            StringDeserializer.class,
                            "value.deserializer",
                            StringDeserializer.class));
            type.getMethod("subscribe", Collection.class).invoke(consumer, List.of(topic));

            // The group gets what is sent after it has begun.
            ConsumerRecords<String, String> records = ConsumerRecords.empty();
            int sent = 0;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (records.isEmpty() && System.nanoTime() < deadline) {
                Clients.send(producer, new ProducerRecord<>(topic, "key", "value"));
                sent++;
                records = (ConsumerRecords<String, String>) poll.invoke(consumer, Duration.ofMillis(500));
            }
            for (ConsumerRecord<String, String> record : records) {
                assertThat(Current.get()).isNotNull();
                assertThat(record.value()).isEqualTo("value");
            }
            type.getMethod("close").invoke(consumer);

            List<RecordedSpan> spans = spans().take(sent + 1 + records.count());
            RecordedSpan process = spans.get(spans.size() - 1);
            assertThat(process)
                    .hasName("process " + topic)
                    .hasAttribute("messaging.consumer.group.name", "sharing-shop")
                    .hasAttribute("messaging.client.id", "shop-consumer");
            assertThat(spans)
                    .filteredOn(span -> span.spanId().equals(process.parentSpanId()))
                    .singleElement()
                    .satisfies(sender -> assertThat(process).hasLinksTo(sender));
        }
    }

    /** Does what the command kafka-features does: a cluster begins without share groups. */
    private static void allowShareGroups(Broker broker) throws Exception {
        String room = "org.apache.kafka.clients.admin.";
        Class<?> type = Class.forName(room + "Admin");
        Class<?> change = Class.forName(room + "FeatureUpdate$UpgradeType");
        Class<?> options = Class.forName(room + "UpdateFeaturesOptions");
        Object update = Class.forName(room + "FeatureUpdate")
                .getConstructor(short.class, change)
                .newInstance((short) 1, change.getField("UPGRADE").get(null));
        try (AutoCloseable admin = (AutoCloseable)
                type.getMethod("create", Map.class).invoke(null, Map.of("bootstrap.servers", broker.address()))) {
            Object result = type.getMethod("updateFeatures", Map.class, options)
                    .invoke(
                            admin,
                            Map.of("share.version", update),
                            options.getConstructor().newInstance());
            KafkaFuture<?> all =
                    (KafkaFuture<?>) result.getClass().getMethod("all").invoke(result);
            all.get();
        }
    }
}
