// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.call.ServerCall;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Loops that end in another way than with their last record, and what else a record may be. */
@ExtendWith({AgentExtension.class, Broker.class})
class ConsumerLoopTest {
    private final String topic = Clients.newTopic();
    private Clients clients;

    @BeforeEach
    void open(Broker broker) {
        clients = new Clients(broker);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private static void leaveAtTheFirst(ConsumerRecords<String, String> records) {
        for (ConsumerRecord<String, String> record : records) {
            assertThat(Current.get()).isNotNull();
            assertThat(record.value()).isEqualTo("a");
            break;
        }
        assertThat(Current.get()).as("nobody sees that the loop is left").isNotNull();
    }

    @Test
    void aLoopThatIsLeftEndsAtTheNextPoll() throws Exception {
        List<RecordedSpan> sent = clients.sent(topic, "a", "b");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        leaveAtTheFirst(Clients.poll(consumer, 2));
        spans().takeOne();

        assertThat(Clients.poll(consumer)).isEmpty();

        assertThat(Current.get()).isNull();
        RecordedSpan process = spans().takeOne();
        assertThat(process).hasName("process " + topic).hasLinksTo(sent.get(0)).hasNoError();
    }

    @Test
    void aLoopThatIsLeftEndsWhenTheConsumerIsClosed() throws Exception {
        clients.sent(topic, "a");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        leaveAtTheFirst(Clients.poll(consumer, 1));
        spans().takeOne();

        consumer.close();

        assertThat(Current.get()).isNull();
        assertThat(spans().takeOne()).hasName("process " + topic);
    }

    @Test
    void aLoopThatIsLeftEndsWithTheRequestAroundIt() throws Exception {
        clients.sent(topic, "a");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        ConsumerRecords<String, String> records = Clients.poll(consumer, 1);
        spans().takeOne();
        ServerCall request = ServerCall.start(null, "GET", "/");
        request.enter(true);

        leaveAtTheFirst(records);
        ServerCall.leave();

        assertThat(Current.get()).isNull();
        assertThat(spans().takeOne()).hasName("process " + topic);
        request.end(200);
        assertThat(spans().takeOne()).hasName("GET");
    }

    @Test
    void aLoopThatIsLeftEndsWithTheLoopAroundIt() throws Exception {
        String replies = Clients.newTopic();
        clients.sent(topic, "a", "b");
        clients.sent(replies, "a");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        KafkaConsumer<String, String> replyConsumer = clients.consumer(replies);
        ConsumerRecords<String, String> records = Clients.poll(consumer, 2);
        List<String> contexts = new ArrayList<>();

        for (ConsumerRecord<String, String> record : records) {
            Object own = Current.get();
            if (record.value().equals("a")) {
                ConsumerRecords<String, String> reply = Clients.poll(replyConsumer, 1);
                assertThat(Current.get())
                        .as("another consumer's poll ends nothing")
                        .isSameAs(own);
                leaveAtTheFirst(reply);
            } else {
                contexts.add(String.valueOf(ProcessCall.isProcessing()));
            }
        }

        assertThat(contexts).containsExactly("true");
        assertThat(Current.get()).isNull();
        List<RecordedSpan> spans = spans().take(5);
        assertThat(spans)
                .extracting(RecordedSpan::name)
                .containsExactly(
                        "poll " + topic,
                        "process " + topic,
                        "poll " + replies,
                        "process " + replies,
                        "process " + topic);
        assertThat(spans.get(2)).isChildOf(spans.get(1));
    }

    @Test
    void aLoopThatIsLeftDoesNotDisturbALaterOne() throws Exception {
        clients.sent(topic, "a");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        ConsumerRecords<String, String> records = Clients.poll(consumer, 1);
        Traces.inSpan("first", () -> leaveAtTheFirst(records));
        assertThat(Current.get()).isNull();
        spans().take(2);

        Traces.inSpan("second", () -> {
            Object second = Current.get();
            for (ConsumerRecord<String, String> record : records) {
                assertThat(Current.get()).isNotSameAs(second);
            }
            assertThat(Current.get()).isSameAs(second);
        });

        assertThat(spans().take(3))
                .extracting(RecordedSpan::name)
                .containsExactly("process " + topic, "second", "process " + topic);
        assertThat(ProcessCall.isProcessing()).isFalse();
    }

    @Test
    void aLoopMayMoveToAnotherThread() throws Exception {
        clients.sent(topic, "a", "b", "c");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        Iterator<ConsumerRecord<String, String>> iterator =
                Clients.poll(consumer, 3).iterator();
        iterator.next();
        List<Object> contexts = new ArrayList<>();
        Thread other = new Thread(() -> {
            iterator.next();
            contexts.add(Current.get());
            iterator.next();
            contexts.add(Current.get());
            iterator.hasNext();
            contexts.add(Current.get());
        });

        other.start();
        other.join();
        assertThat(contexts).hasSize(3).doesNotHaveDuplicates().last().isNull();
        assertThat(Clients.poll(consumer)).isEmpty();

        assertThat(Current.get()).isNull();
        assertThat(spans().take(4))
                .extracting(RecordedSpan::name)
                .filteredOn(("process " + topic)::equals)
                .hasSize(3);
    }

    @Test
    void anExceptionThatLeavesALoopIsLeftAlone() throws Exception {
        clients.sent(topic, "a", "b");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        ConsumerRecords<String, String> records = Clients.poll(consumer, 2);
        spans().takeOne();

        assertThatThrownBy(() -> {
                    for (ConsumerRecord<String, String> record : records) {
                        throw new IllegalStateException(record.value());
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a");
        assertThat(Clients.poll(consumer)).isEmpty();
        assertThat(spans().takeOne()).hasName("process " + topic);

        assertThatThrownBy(() -> records.forEach(record -> {
                    throw new IllegalStateException(record.value());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a");
        assertThat(Clients.poll(consumer)).isEmpty();
        assertThat(spans().takeOne()).hasName("process " + topic);
    }

    @Test
    void aRecordOfAnUnsampledTraceIsNotRecordedNorIsItsWork() throws Exception {
        Traces.inUnsampledTrace(() -> Clients.send(clients.producer(), new ProducerRecord<>(topic, "key", "value")));
        KafkaConsumer<String, String> consumer = clients.consumer(topic);
        ConsumerRecords<String, String> records = Clients.poll(consumer, 1);
        RecordedSpan receive = spans().takeOne();
        assertThat(receive).isRoot();
        assertThat(receive.links()).containsExactly(Traces.UNSAMPLED_TRACE_ID + "-0000000000000003");

        for (ConsumerRecord<String, String> record : records) {
            assertThat(Current.isUnsampled()).isTrue();
            assertThat(Current.get().traceIdLow()).isEqualTo(2);
        }

        assertThat(Current.get()).isNull();
    }

    @Test
    void aRecordWithoutAContextBeginsATrace() throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, "key", null);
        record.headers().add("traceparent", "not one".getBytes(StandardCharsets.UTF_8));
        record.headers().add("tracestate", null);
        Current.set(UnsampledContext.SUPPRESSED); // what the agent sends itself gets no headers
        try {
            Clients.send(clients.producer(), record);
        } finally {
            Current.set(null);
        }

        AgentExtension.sampling(false);
        ConsumerRecords<String, String> records = Clients.poll(clients.consumer(topic), 1);
        for (ConsumerRecord<String, String> each : records) {
            assertThat(Current.isUnsampled()).isTrue();
        }
        assertThat(Current.get()).isNull();

        AgentExtension.sampling(true);
        for (ConsumerRecord<String, String> each : records) {
            assertThat(each.value()).isNull();
        }
        assertThat(spans().takeOne())
                .isRoot()
                .hasKind(SpanKind.CONSUMER)
                .hasLinksTo()
                .hasAttribute("messaging.kafka.message.tombstone", true);
    }

    @Test
    void loopsOfCodeThatMakesItsOwnCallsMakeNone() throws Exception {
        clients.sent(topic, "a");
        KafkaConsumer<String, String> consumer = clients.consumer(topic);

        boolean before = ProcessCall.suspend();
        ConsumerRecords<String, String> records = Clients.poll(consumer, 1);
        for (ConsumerRecord<String, String> record : records) {
            assertThat(Current.get()).isNull();
        }
        ProcessCall.resume(before);
        for (ConsumerRecord<String, String> record : records) {
            assertThat(Current.get()).as("it is passed on without calls").isNull();
        }

        assertThat(spans().takeOne()).hasName("poll " + topic);
    }
}
