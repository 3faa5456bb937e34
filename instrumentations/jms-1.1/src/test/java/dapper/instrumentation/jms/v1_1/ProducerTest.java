// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import javax.jms.TemporaryQueue;
import javax.jms.TextMessage;
import javax.jms.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ProducerTest {
    private final String name = Broker.newName();
    private Broker broker;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        broker = new Broker();
        queue = broker.session.createQueue(name);
    }

    @AfterEach
    void close() throws JMSException {
        broker.close();
    }

    private static String traceparent(RecordedSpan span) {
        return "00-" + span.traceId() + '-' + span.spanId() + "-03";
    }

    private TextMessage received(MessageConsumer consumer) throws JMSException {
        TextMessage message = (TextMessage) broker.receive(consumer);
        spans().takeOne();
        return message;
    }

    @Test
    void aMessageHasOneSpanAndCarriesItsContext() throws Exception {
        MessageProducer producer = broker.session.createProducer(queue);
        TextMessage message = broker.text("hello");
        message.setJMSCorrelationID("talk");
        message.setIntProperty("weight", 3);

        Traces.inSpan("parent", () -> producer.send(message));

        List<RecordedSpan> spans = spans().take(2);
        RecordedSpan send = spans.get(1);
        assertThat(send)
                .hasName("send " + name)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(
                        "messaging.system",
                        "jms",
                        "messaging.operation.name",
                        "send",
                        "messaging.operation.type",
                        "send",
                        "messaging.destination.name",
                        name,
                        "messaging.message.conversation_id",
                        "talk",
                        "messaging.message.id",
                        message.getJMSMessageID());
        TextMessage received = received(broker.session.createConsumer(queue));
        assertThat(received.getText()).isEqualTo("hello");
        assertThat(received.getObjectProperty("weight")).isEqualTo(3);
        assertThat(received.getStringProperty("traceparent")).isEqualTo(traceparent(send));
        Enumeration<?> names = received.getPropertyNames();
        assertThat(Collections.list(names).stream()
                        .map(String::valueOf)
                        .filter(property -> !property.startsWith("JMSX")))
                .containsExactlyInAnyOrder("weight", "traceparent", "tracestate");
    }

    @Test
    void everyWayToSendMakesOneSpan() throws Exception {
        MessageProducer producer = broker.session.createProducer(queue);
        MessageProducer anonymous = broker.session.createProducer(null);
        Topic topic = broker.session.createTopic(name + "-topic");

        producer.send(broker.text("a"));
        producer.send(broker.text("b"), DeliveryMode.NON_PERSISTENT, 5, 0);
        anonymous.send(queue, broker.text("c"));
        anonymous.send(topic, broker.text("d"), DeliveryMode.NON_PERSISTENT, 5, 0);

        List<RecordedSpan> spans = spans().take(4);
        for (RecordedSpan span : spans) {
            String destination = span == spans.get(3) ? name + "-topic" : name;
            assertThat(span)
                    .isRoot()
                    .hasName("send " + destination)
                    .hasKind(SpanKind.PRODUCER)
                    .hasAttribute("messaging.destination.name", destination);
        }
    }

    @Test
    void theNameOfATemporaryDestinationIsNotPartOfTheName() throws Exception {
        TemporaryQueue temporary = broker.session.createTemporaryQueue();
        MessageConsumer consumer = broker.session.createConsumer(temporary);

        broker.session.createProducer(temporary).send(broker.text("a"));
        broker.receive(consumer);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0))
                .hasName("send")
                .hasAttribute("messaging.destination.temporary", true)
                .hasAttribute("messaging.destination.name", temporary.getQueueName());
        assertThat(spans.get(1))
                .hasName("receive")
                .hasAttribute("messaging.destination.name", temporary.getQueueName())
                .hasLinksTo(spans.get(0));
    }

    @Test
    void aMessageThatIsSentAgainCarriesTheNewContext() throws Exception {
        MessageProducer producer = broker.session.createProducer(queue);
        MessageConsumer consumer = broker.session.createConsumer(queue);
        TextMessage message = broker.text("a");

        producer.send(message);
        RecordedSpan first = spans().takeOne();
        assertThat(received(consumer).getStringProperty("traceparent")).isEqualTo(traceparent(first));
        producer.send(message);
        RecordedSpan second = spans().takeOne();
        assertThat(received(consumer).getStringProperty("traceparent")).isEqualTo(traceparent(second));
    }

    @Test
    void aReceivedMessageIsPassedOnAsItIs() throws Exception {
        MessageConsumer consumer = broker.session.createConsumer(queue);
        broker.session.createProducer(queue).send(broker.text("a"));
        RecordedSpan first = spans().takeOne();
        TextMessage received = received(consumer);

        broker.session.createProducer(queue).send(received);

        assertThat(spans().takeOne()).hasName("send " + name).hasNoError();
        assertThatThrownBy(() -> received.setStringProperty("other", "x"))
                .as("its properties still cannot change")
                .isInstanceOf(JMSException.class);
        assertThat(received(consumer).getStringProperty("traceparent")).isEqualTo(traceparent(first));
    }

    /** A message of another provider, which wants names of its own. */
    private static TextMessage refusingProperties(TextMessage message) {
        return (TextMessage) Proxy.newProxyInstance(
                ProducerTest.class.getClassLoader(), new Class<?>[] {TextMessage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setStringProperty")) {
                        throw new IllegalArgumentException("not a name: " + arguments[0]);
                    }
                    try {
                        return method.invoke(message, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aMessageThatRefusesPropertiesIsSentWithoutThem() throws Exception {
        MessageConsumer consumer = broker.session.createConsumer(queue);

        broker.session.createProducer(queue).send(refusingProperties(broker.text("a")));

        assertThat(spans().takeOne()).hasName("send " + name).hasNoError();
        TextMessage received = received(consumer);
        assertThat(received.getText()).isEqualTo("a");
        assertThat(received.propertyExists("traceparent")).isFalse();
    }

    @Test
    void aMessageThatCannotBeSentIsAnError() throws Exception {
        MessageProducer producer = broker.session.createProducer(queue);
        producer.close();
        TextMessage message = broker.text("a");

        assertThatThrownBy(() -> producer.send(message)).isInstanceOf(JMSException.class);

        assertThat(spans().takeOne()).hasName("send").hasError("javax.jms.IllegalStateException");
    }

    @Test
    void anUnsampledTraceIsPassedOn() throws Exception {
        MessageProducer producer = broker.session.createProducer(queue);

        Traces.inUnsampledTrace(() -> producer.send(broker.text("a")));

        TextMessage received = (TextMessage) broker.receive(broker.session.createConsumer(queue));
        assertThat(received.getStringProperty("traceparent"))
                .isEqualTo("00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00");
        assertThat(spans().takeOne()).hasName("receive " + name);
    }
}
