// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelTest extends RabbitTest {
    @Test
    void aMessageHasOneSpanAndCarriesItsContext() throws Exception {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Collections.<String, Object>singletonMap("weight", 3))
                .messageId("m1")
                .correlationId("talk")
                .contentType("text/plain")
                .deliveryMode(1)
                .build();

        Traces.inSpan("parent", () -> channel.basicPublish("", queue, properties, bytes("hello")));

        List<RecordedSpan> spans = spans().take(2);
        Map<String, Object> attributes = withServer(attributes("send", "send"));
        attributes.put("messaging.message.id", "m1");
        attributes.put("messaging.message.conversation_id", "talk");
        assertThat(spans.get(1))
                .hasName("send " + queue)
                .hasKind(SpanKind.PRODUCER)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasExactlyAttributes(attributes);
        GetResponse received = get();
        spans().takeOne();
        assertThat(received.getBody()).isEqualTo(bytes("hello"));
        assertThat(traceparent(received.getProps())).isEqualTo(traceparent(spans.get(1)));
        assertThat(received.getProps().getHeaders()).containsOnlyKeys("weight", "traceparent", "tracestate");
        assertThat(received.getProps().getHeaders()).containsEntry("weight", 3);
        assertThat(received.getProps().getContentType()).isEqualTo("text/plain");
        assertThat(received.getProps().getDeliveryMode()).isEqualTo(1);
        assertThat(properties.getHeaders()).as("the application's own").containsOnlyKeys("weight");
        assertThat(Current.get()).isNull();
    }

    @Test
    void everyWayToPublishMakesOneSpanNamedByTheExchangeOrTheQueue() throws Exception {
        String exchange = queue + "-exchange";
        channel.exchangeDeclare(exchange, "topic", false, true, null);

        channel.basicPublish(exchange, "a.b", null, bytes("a"));
        channel.basicPublish(exchange, "", false, false, new AMQP.BasicProperties(), bytes("b"));
        channel.basicPublish("", queue, true, false, null, bytes("c"));

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0))
                .hasName("send " + exchange)
                .isRoot()
                .hasAttribute("messaging.destination.name", exchange)
                .hasAttribute("messaging.rabbitmq.destination.routing_key", "a.b");
        assertThat(spans.get(1))
                .hasName("send " + exchange)
                .isRoot()
                .hasNoAttribute("messaging.rabbitmq.destination.routing_key");
        assertThat(spans.get(2)).hasName("send " + queue).isRoot();
    }

    @Test
    void aQueueThatTheServerNamedIsNotPartOfTheName() throws Exception {
        String generated = channel.queueDeclare().getQueue();

        channel.basicPublish("", generated, null, bytes("a"));

        assertThat(spans().takeOne())
                .hasName("send")
                .hasAttribute("messaging.destination.name", generated)
                .hasAttribute("messaging.destination.anonymous", true);
    }

    @Test
    void aReceiptHasASpanWithALinkToTheSenderAndAnEmptyQueueNone() throws Exception {
        assertThat(channel.basicGet(queue, true)).isNull();
        RecordedSpan send = published("a");

        Traces.inSpan("parent", this::get);

        List<RecordedSpan> spans = spans().take(2);
        Map<String, Object> attributes = withServer(attributes("receive", "receive"));
        attributes.put("messaging.rabbitmq.message.delivery_tag", 1);
        assertThat(spans.get(1))
                .hasName("receive " + queue)
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasLinksTo(send)
                .hasNoError()
                .hasExactlyAttributes(attributes);
    }

    @Test
    void aMessageThatIsPassedOnCarriesTheNewContext() throws Exception {
        publish("a");
        GetResponse received = get();
        spans().take(2);

        channel.basicPublish("", queue, received.getProps(), received.getBody());

        RecordedSpan second = spans().takeOne();
        assertThat(traceparent(get().getProps())).isEqualTo(traceparent(second));
        spans().takeOne();
    }

    @Test
    void headersThatCannotChangeAreCopied() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        headers.put("TraceParent", "00-00000000000000090000000000000009-0000000000000009-01");
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Collections.unmodifiableMap(headers))
                .build();

        channel.basicPublish("", queue, properties, bytes("a"));

        RecordedSpan send = spans().takeOne();
        AMQP.BasicProperties received = get().getProps();
        spans().takeOne();
        assertThat(received.getHeaders()).containsOnlyKeys("traceparent", "tracestate");
        assertThat(traceparent(received)).isEqualTo(traceparent(send));
        assertThat(headers).containsOnlyKeys("TraceParent");
    }

    @Test
    void aMessageThatCannotBePublishedIsAnError() throws Exception {
        channel.close();

        assertThatThrownBy(() -> publish("a")).isInstanceOf(AlreadyClosedException.class);

        assertThat(spans().takeOne()).hasName("send " + queue).hasError(AlreadyClosedException.class.getName());
        assertThat(Current.get()).isNull();
    }

    @Test
    void anUnsampledTraceIsPassedOn() throws Exception {
        Traces.inUnsampledTrace(() -> publish("a"));

        assertThat(traceparent(get().getProps())).isEqualTo("00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00");
        assertThat(spans().takeOne()).hasName("receive " + queue);
    }

    private class Worker extends DefaultConsumer {
        Worker() {
            super(channel);
        }

        @Override
        public void handleDelivery(
                String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            work(body);
            if (new String(body).equals("bad")) {
                throw new IllegalStateException("out of stock");
            }
        }
    }

    @Test
    void aConsumerProcessesEachMessageInASpan() throws Exception {
        channel.basicConsume(queue, true, new Worker());

        for (String text : List.of("a", "b")) {
            publish(text);
            List<RecordedSpan> spans = spans().take(3);
            assertThat(spans.get(0)).hasName("send " + queue).isRoot();
            assertThatItProcesses(spans.get(1), spans.get(0), text.equals("a") ? 1 : 2);
            assertThat(spans.get(2)).hasName("work " + text).isChildOf(spans.get(1));
        }
    }

    @Test
    void aConsumerWithinAnotherMakesNoSpan() throws Exception {
        Worker inner = new Worker();
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                inner.handleDelivery(consumerTag, envelope, properties, body);
            }
        });

        publish("a");

        List<RecordedSpan> spans = spans().take(3);
        assertThatItProcesses(spans.get(1), spans.get(0), 1);
        assertThat(spans.get(2)).hasName("work a").isChildOf(spans.get(1));
    }

    @Test
    void anExceptionOfAConsumerIsAnError() throws Exception {
        channel.basicConsume(queue, true, new Worker());

        publish("bad");

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("process " + queue).hasException(IllegalStateException.class, "out of stock");
    }

    @Test
    void theAnswerOfAConsumerBelongsToTheTrace() throws Exception {
        String answers = queue + "-answers";
        channel.queueDeclare(answers, false, false, true, null);
        channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws java.io.IOException {
                getChannel().basicPublish("", answers, properties, body);
            }
        });

        publish("a");

        List<RecordedSpan> spans = spans().take(3);
        assertThatItProcesses(spans.get(1), spans.get(0), 1);
        assertThat(spans.get(2)).hasName("send " + answers).isChildOf(spans.get(1));
    }
}
