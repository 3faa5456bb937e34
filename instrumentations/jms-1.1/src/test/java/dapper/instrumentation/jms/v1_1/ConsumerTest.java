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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageListener;
import javax.jms.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ConsumerTest {
    private final String name = Broker.newName();
    private final BlockingQueue<Message> processed = new LinkedBlockingQueue<>();
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

    /** Sends with a session of its own: one that has a listener belongs to the provider's thread. */
    private void send(String text) throws JMSException {
        try (Broker sender = new Broker()) {
            sender.session.createProducer(queue).send(sender.text(text));
        }
    }

    private RecordedSpan sent(String text) throws JMSException {
        send(text);
        return spans().takeOne();
    }

    private Message processed() throws InterruptedException {
        Message message = processed.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static void assertThatItProcesses(RecordedSpan span, String name, RecordedSpan sender, Message message)
            throws JMSException {
        assertThat(span)
                .hasName("process " + name)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(sender.traceId(), sender.spanId())
                .hasLinksTo(sender)
                .hasNoError()
                .hasExactlyAttributes(
                        "messaging.system",
                        "jms",
                        "messaging.operation.name",
                        "process",
                        "messaging.operation.type",
                        "process",
                        "messaging.destination.name",
                        name,
                        "messaging.message.id",
                        message.getJMSMessageID());
    }

    @Test
    void aReceiptHasASpanWithALinkToTheSender() throws Exception {
        RecordedSpan send = sent("a");
        MessageConsumer consumer = broker.session.createConsumer(queue);

        Message message = Traces.callInSpan("parent", () -> broker.receive(consumer));

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("receive " + name)
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasLinksTo(send)
                .hasNoError()
                .hasExactlyAttributes(
                        "messaging.system",
                        "jms",
                        "messaging.operation.name",
                        "receive",
                        "messaging.operation.type",
                        "receive",
                        "messaging.destination.name",
                        name,
                        "messaging.message.id",
                        message.getJMSMessageID());
        assertThat(Current.get()).isNull();
    }

    @Test
    void nothingReceivedMakesNoSpan() throws Exception {
        MessageConsumer consumer = broker.session.createConsumer(queue);

        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(consumer.receive(1)).isNull();
        consumer.close();
        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(JMSException.class);
    }

    @Test
    void aReceiptAfterOneThatFailedHasASpan() throws Exception {
        RecordedSpan send = sent("a");
        MessageConsumer closed = broker.session.createConsumer(broker.session.createQueue(name + "-closed"));
        closed.close();
        assertThatThrownBy(closed::receive).isInstanceOf(JMSException.class);

        broker.session.createConsumer(queue).receive();

        assertThat(spans().takeOne()).hasName("receive " + name).hasLinksTo(send);
    }

    @Test
    void aMessageThatIsThereIsReceivedWithoutWaiting() throws Exception {
        RecordedSpan send = sent("a");
        MessageConsumer consumer = broker.session.createConsumer(queue);

        Message message = null;
        while (message == null) {
            message = consumer.receiveNoWait();
        }

        assertThat(spans().takeOne()).hasName("receive " + name).isRoot().hasLinksTo(send);
    }

    /** A class of its own, which is woven. */
    private final class Listener implements MessageListener {
        private final @Nullable MessageListener next;

        Listener(@Nullable MessageListener next) {
            this.next = next;
        }

        @Override
        public void onMessage(Message message) {
            if (next == null) {
                work(message);
            } else {
                next.onMessage(message);
            }
        }
    }

    private void work(Message message) {
        try {
            Traces.inSpan("work", () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        processed.add(message);
    }

    private void processesTwo() throws Exception {
        for (String text : List.of("a", "b")) {
            send(text);
            Message message = processed();
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasName("send " + name).isRoot();
            assertThatItProcesses(spans.get(1), name, spans.get(0), message);
            assertThat(spans.get(2)).hasName("work").isChildOf(spans.get(1));
        }
    }

    @Test
    void aListenerProcessesEachMessageInASpan() throws Exception {
        MessageConsumer consumer = broker.session.createConsumer(queue);
        Listener listener = new Listener(null);
        consumer.setMessageListener(listener);

        processesTwo();

        assertThat(consumer.getMessageListener()).isSameAs(listener);
    }

    @Test
    void aLambdaExpressionIsAListenerToo() throws Exception {
        MessageConsumer consumer = broker.session.createConsumer(queue);
        MessageListener listener = this::work;
        consumer.setMessageListener(listener);

        processesTwo();

        assertThat(consumer.getMessageListener()).isSameAs(listener);
        consumer.setMessageListener(null);
        assertThat(consumer.getMessageListener()).isNull();
    }

    @Test
    void listenersThatPassTheMessageOnMakeOneSpan() throws Exception {
        broker.session.createConsumer(queue).setMessageListener(new Listener(new Listener(this::work)));

        processesTwo();
    }

    @Test
    void anExceptionOfTheListenerIsAnError() throws Exception {
        RecordedSpan send = sent("a");
        Message message = broker.receive(broker.session.createConsumer(queue));
        spans().takeOne();
        Listener listener = new Listener(same -> {
            throw new IllegalStateException("out of stock");
        });

        assertThatThrownBy(() -> Traces.inSpan("earlier work", () -> listener.onMessage(message)))
                .hasMessage("out of stock");

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasRemoteParent(send.traceId(), send.spanId())
                .hasException(IllegalStateException.class, "out of stock");
        assertThat(Current.get()).isNull();
    }

    @Test
    void aMessageWithoutAContextBeginsATrace() throws Exception {
        RecordedSpan send = sent("a");
        Message message = broker.receive(broker.session.createConsumer(queue));
        spans().takeOne();
        message.clearProperties();

        new Listener(null).onMessage(message);

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("process " + name).isRoot().hasLinksTo();
        assertThat(spans.get(0).traceId()).isNotEqualTo(send.traceId());
    }

    @Test
    void nothingIsRecordedForAnUnsampledMessage() throws Exception {
        Traces.inUnsampledTrace(() -> broker.session.createProducer(queue).send(broker.text("a")));
        Message message = broker.receive(broker.session.createConsumer(queue));
        assertThat(spans().takeOne()).hasName("receive " + name);

        new Listener(same -> assertThat(Current.get().isUnsampled()).isTrue()).onMessage(message);

        assertThat(Current.get()).isNull();
    }
}
