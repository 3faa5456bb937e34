// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.nats.client.JetStream;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's own messages, such as acknowledgements, make no span. */
class JetStreamTest extends NatsTest {
    private JetStream jetStream;

    @BeforeEach
    void addStream() throws Exception {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(subject)
                        .subjects(subject)
                        .storageType(StorageType.Memory)
                        .build());
        jetStream = connection.jetStream();
    }

    private RecordedSpan sent(String text) throws Exception {
        jetStream.publish(subject, bytes(text));
        return spans().takeOne();
    }

    private JetStreamSubscription pull() throws Exception {
        return jetStream.subscribe(
                subject, PullSubscribeOptions.builder().durable("packers").build());
    }

    @Test
    void aMessageThatTheServerConfirmsHasOneSpan() throws Exception {
        Traces.inSpan("parent", () -> jetStream.publish(subject, bytes("a")));

        List<RecordedSpan> spans = spans().take(2);
        assertThatItSends(spans.get(1));
        assertThat(spans.get(1)).isChildOf(spans.get(0));
        jetStream.publishAsync(subject, bytes("b")).get(60, TimeUnit.SECONDS);
        assertThatItSends(spans().takeOne());
    }

    @Test
    void aMessageThatNoStreamTakesIsAnError() throws Exception {
        assertThatThrownBy(() -> jetStream.publish("nowhere", bytes("a"))).isInstanceOf(IOException.class);

        assertThat(spans().takeOne()).hasName("send nowhere").hasError("no_answer");
    }

    @Test
    void aHandlerProcessesEachMessageInASpan() throws Exception {
        RecordedSpan send = sent("a");

        jetStream.subscribe(subject, connection.createDispatcher(null), NatsTest::work, true);

        List<RecordedSpan> spans = spans().take(2);
        assertThatItProcesses(spans.get(0), send);
        assertThat(spans.get(1)).hasName("work a").isChildOf(spans.get(0));
    }

    @Test
    void aMessageThatTheApplicationWaitsForIsReceived() throws Exception {
        RecordedSpan send = sent("a");
        JetStreamSubscription subscription = jetStream.subscribe(subject);

        Message message = subscription.nextMessage(PATIENCE);
        message.ack();

        assertThat(message.getData()).isEqualTo(bytes("a"));
        assertThatItReceives(spans().takeOne(), send);
        assertThat(subscription.nextMessage(Duration.ofMillis(1))).isNull();
    }

    @Test
    void messagesThatAreFetchedHaveOneSpan() throws Exception {
        JetStreamSubscription subscription = pull();
        RecordedSpan first = sent("a");
        RecordedSpan second = sent("b");

        List<Message> messages = subscription.fetch(2, PATIENCE);

        assertThat(messages).extracting(NatsTest::text).containsExactly("a", "b");
        Map<String, Object> attributes = attributes("poll", "receive");
        attributes.put("messaging.batch.message_count", 2);
        assertThat(spans().takeOne())
                .hasName("poll " + subject)
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasLinksTo(first, second)
                .hasExactlyAttributes(attributes);
        assertThat(subscription.fetch(2, Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void eachMessageOfAnIteratorIsReceived() throws Exception {
        JetStreamSubscription subscription = pull();
        RecordedSpan first = sent("a");
        RecordedSpan second = sent("b");

        List<String> texts = new ArrayList<>();
        Iterator<Message> messages = subscription.iterate(2, PATIENCE);
        while (messages.hasNext()) {
            texts.add(text(messages.next()));
        }

        assertThat(texts).containsExactly("a", "b");
        List<RecordedSpan> spans = spans().take(2);
        assertThatItReceives(spans.get(0), first);
        assertThatItReceives(spans.get(1), second);
    }
}
