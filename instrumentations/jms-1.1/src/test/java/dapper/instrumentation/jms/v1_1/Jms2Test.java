// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.jms.CompletionListener;
import javax.jms.DeliveryMode;
import javax.jms.JMSConsumer;
import javax.jms.JMSContext;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Messages that are sent asynchronously, by both APIs. */
@ExtendWith(AgentExtension.class)
class Jms2Test {
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

    /** Completes with what the listener gets, after it has made a span, if it is in a trace that is recorded. */
    private static final class Completion implements CompletionListener {
        final CompletableFuture<Message> message = new CompletableFuture<>();

        @Override
        public void onCompletion(Message sent) {
            TraceContext context = Current.get();
            try {
                if (context == null || !context.isUnsampled()) {
                    Traces.inSpan("completed", () -> {});
                }
            } catch (Exception e) {
                message.completeExceptionally(e);
            }
            message.complete(sent);
        }

        @Override
        public void onException(Message sent, Exception exception) {
            message.completeExceptionally(exception);
        }

        Message await() throws Exception {
            return message.get(60, TimeUnit.SECONDS);
        }
    }

    private static void assertThatItSends(RecordedSpan span, String name, RecordedSpan parent) {
        assertThat(span)
                .hasName("send " + name)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(parent)
                .hasNoError()
                .hasAttribute("messaging.destination.name", name);
    }

    @Test
    void anAsynchronousSendEndsWhenItIsConfirmed() throws Exception {
        Completion completion = new Completion();

        Traces.inSpan("parent", () -> {
            context.createProducer().setAsync(completion).send(queue, "a");
            completion.await();
        });

        List<RecordedSpan> spans = spans().take(3);
        assertThatItSends(spans.get(1), name, spans.get(0));
        assertThat(spans.get(1))
                .hasAttribute("messaging.message.id", completion.await().getJMSMessageID());
        assertThat(spans.get(2)).hasName("completed").isChildOf(spans.get(0));
        assertThat(Current.get()).isNull();
    }

    @Test
    void everyWayToSendAsynchronouslyMakesOneSpan() throws Exception {
        CachingConnectionFactory factory = new CachingConnectionFactory(Broker.FACTORY);
        try (javax.jms.Connection connection = factory.createConnection();
                javax.jms.Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            MessageProducer anonymous = session.createProducer(null);
            for (int way = 0; way < 4; way++) {
                Completion completion = new Completion();
                Message message = session.createTextMessage("a");
                switch (way) {
                    case 0 -> producer.send(message, completion);
                    case 1 -> producer.send(message, DeliveryMode.NON_PERSISTENT, 4, 0, completion);
                    case 2 -> anonymous.send(queue, message, completion);
                    default -> anonymous.send(queue, message, DeliveryMode.NON_PERSISTENT, 4, 0, completion);
                }
                completion.await();
                List<RecordedSpan> spans = spans().take(2);
                assertThat(spans.get(0)).hasName("send " + name).isRoot();
                assertThat(spans.get(1)).hasName("completed").isRoot();
            }
        } finally {
            factory.destroy();
        }
    }

    @Test
    void anAsynchronousSendThatCannotBeginIsAnError() throws Exception {
        try (javax.jms.Connection connection = Broker.FACTORY.createConnection();
                javax.jms.Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(queue);
            Message message = session.createTextMessage("a");
            producer.close();

            assertThatThrownBy(() -> producer.send(message, new Completion()))
                    .isInstanceOf(javax.jms.JMSException.class);
        }

        assertThat(spans().takeOne()).hasName("send").hasError("javax.jms.IllegalStateException");
        assertThat(Current.get()).isNull();
    }

    @Test
    void anUnsampledTraceIsPassedOn() throws Exception {
        Completion completion = new Completion();

        Traces.inUnsampledTrace(() -> {
            context.createProducer().setAsync(completion).send(queue, "a");
            completion.await();
        });

        try (JMSConsumer consumer = context.createConsumer(queue)) {
            assertThat(consumer.receive(Broker.LONG).getStringProperty("traceparent"))
                    .startsWith("00-" + Traces.UNSAMPLED_TRACE_ID)
                    .endsWith("-00");
        }
        spans().takeOne();
    }
}
