// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A connection with one channel, and one queue for each test. */
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
abstract class RabbitTest {
    @Container
    static final RabbitServer RABBIT = new RabbitServer();

    final String queue = RabbitServer.newName();
    private final BlockingQueue<Object> processed = new LinkedBlockingQueue<>();
    Connection connection;
    Channel channel;

    @BeforeEach
    void open() throws Exception {
        connection = RABBIT.factory().newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(queue, false, false, true, null);
    }

    /** Clients before 3 close the connection themselves after an exception of a consumer. */
    @AfterEach
    void close() throws Exception {
        try {
            connection.close();
        } catch (ShutdownSignalException e) {
            if (connection.isOpen()) {
                throw e;
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void publish(String text) throws Exception {
        channel.basicPublish("", queue, null, bytes(text));
    }

    RecordedSpan published(String text) throws Exception {
        publish(text);
        return spans().takeOne();
    }

    /** The message that was sent before on this channel, or a later one. */
    GetResponse get() throws Exception {
        GetResponse response = null;
        while (response == null) {
            response = channel.basicGet(queue, true);
        }
        return response;
    }

    static String traceparent(RecordedSpan span) {
        return "00-" + span.traceId() + '-' + span.spanId() + "-03";
    }

    static String traceparent(AMQP.BasicProperties properties) {
        return String.valueOf(properties.getHeaders().get("traceparent"));
    }

    Map<String, Object> attributes(String operation, String type) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("messaging.system", "rabbitmq");
        attributes.put("messaging.operation.name", operation);
        attributes.put("messaging.operation.type", type);
        attributes.put("messaging.destination.name", queue);
        attributes.put("messaging.rabbitmq.destination.routing_key", queue);
        return attributes;
    }

    Map<String, Object> withServer(Map<String, Object> attributes) {
        attributes.put("server.address", RABBIT.getHost());
        attributes.put("server.port", RABBIT.port());
        return attributes;
    }

    /** The work of a consumer of a test, on the client's thread. */
    void work(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            Traces.inSpan("work " + text, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        processed.add(text);
    }

    void awaitProcessed(String text) throws InterruptedException {
        assertThat(processed.poll(60, TimeUnit.SECONDS)).isEqualTo(text);
    }

    void assertThatItProcesses(RecordedSpan span, RecordedSpan sender, long deliveryTag) {
        Map<String, Object> attributes = attributes("process", "process");
        attributes.put("messaging.rabbitmq.message.delivery_tag", deliveryTag);
        assertThat(span)
                .hasName("process " + queue)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(sender.traceId(), sender.spanId())
                .hasLinksTo(sender)
                .hasNoError()
                .hasExactlyAttributes(attributes);
    }
}
