// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.jms.JMSConsumer;
import javax.jms.JMSContext;
import javax.jms.JMSProducer;
import javax.jms.Message;
import javax.jms.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The simplified API of JMS 2.0. */
@ExtendWith(AgentExtension.class)
class SimplifiedTest {
    private final String name = Broker.newName();
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void open() {
        context = Broker.FACTORY.createContext();
        queue = context.createQueue(name);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void theSimplifiedApiMakesTheSameSpans() throws Exception {
        Traces.inSpan("parent", () -> context.createProducer().send(queue, "a"));
        List<RecordedSpan> sent = spans().take(2);
        assertThat(sent.get(1))
                .hasName("send " + name)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(sent.get(0))
                .hasNoError()
                .hasAttribute("messaging.destination.name", name);

        try (JMSConsumer consumer = context.createConsumer(queue)) {
            assertThat(consumer.receive(Broker.LONG).getBody(String.class)).isEqualTo("a");
        }

        assertThat(spans().takeOne())
                .hasName("receive " + name)
                .hasKind(SpanKind.CLIENT)
                .hasLinksTo(sent.get(1));
    }

    @Test
    void aListenerOfTheSimplifiedApiMakesOneSpan() throws Exception {
        CompletableFuture<Message> received = new CompletableFuture<>();
        try (JMSContext receiver = Broker.FACTORY.createContext()) {
            receiver.createConsumer(queue).setMessageListener(received::complete);
            context.createProducer().send(queue, "a");

            received.get(60, TimeUnit.SECONDS);
            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1))
                    .hasName("process " + name)
                    .hasKind(SpanKind.CONSUMER)
                    .hasRemoteParent(spans.get(0).traceId(), spans.get(0).spanId())
                    .hasLinksTo(spans.get(0));
        }
    }

    @Test
    void eachKindOfBodyMakesOneSpan() throws Exception {
        JMSProducer producer = context.createProducer().setProperty("color", "red");
        producer.send(queue, Map.of("a", 1));
        producer.send(queue, new byte[] {1});
        producer.send(queue, Integer.valueOf(1));
        producer.send(queue, context.createMessage());

        assertThat(spans().take(4))
                .allSatisfy(span -> assertThat(span).hasName("send " + name).isRoot());
    }

    @Test
    void aMessageThatCannotBeSentIsAnError() throws Exception {
        JMSProducer producer = context.createProducer();
        context.close();

        assertThatThrownBy(() -> producer.send(queue, "a")).isInstanceOf(RuntimeException.class);
        assertThat(Current.get()).isNull();
    }
}
