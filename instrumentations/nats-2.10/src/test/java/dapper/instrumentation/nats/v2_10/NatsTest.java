// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A connection, and one subject for each test. */
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
abstract class NatsTest {
    @Container
    static final NatsServer NATS = NatsServer.withJetStream();

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final String subject = NatsServer.newName();
    Connection connection;

    @BeforeEach
    void open() throws Exception {
        connection = NATS.connect();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }

    void publish(String text) {
        connection.publish(subject, bytes(text));
    }

    RecordedSpan published(String text) throws Exception {
        publish(text);
        return spans().takeOne();
    }

    /** The work of a handler of a test, on the client's thread. */
    static void work(Message message) {
        try {
            Traces.inSpan("work " + text(message), () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String traceparent(RecordedSpan span) {
        return "00-" + span.traceId() + '-' + span.spanId() + "-03";
    }

    static String traceparent(Message message) {
        return message.getHeaders().get("traceparent").get(0);
    }

    Map<String, Object> attributes(String operation, String type) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("messaging.system", "nats");
        attributes.put("messaging.operation.name", operation);
        attributes.put("messaging.operation.type", type);
        attributes.put("messaging.destination.name", subject);
        attributes.put("messaging.client.id", "shop");
        attributes.put("server.address", NATS.getHost());
        attributes.put("server.port", NATS.port());
        return attributes;
    }

    void assertThatItSends(RecordedSpan span) {
        assertThat(span)
                .hasName("send " + subject)
                .hasKind(SpanKind.PRODUCER)
                .hasNoError()
                .hasExactlyAttributes(attributes("send", "send"));
    }

    /** The request of a message whose answer is sent to a subject that the client made up. */
    static void assertThatItIsAnswered(RecordedSpan request, RecordedSpan answer) {
        assertThat(answer)
                .hasName("send")
                .hasKind(SpanKind.PRODUCER)
                .hasAttribute("messaging.destination.anonymous", true);
        assertThat(request.endEpochNanos())
                .as("the request lasts until the answer is there")
                .isGreaterThan(answer.startEpochNanos());
    }

    void assertThatItProcesses(RecordedSpan span, RecordedSpan sender) {
        assertThat(span)
                .hasName("process " + subject)
                .hasKind(SpanKind.CONSUMER)
                .hasRemoteParent(sender.traceId(), sender.spanId())
                .hasLinksTo(sender)
                .hasNoError()
                .hasExactlyAttributes(attributes("process", "process"));
    }

    void assertThatItReceives(RecordedSpan span, RecordedSpan sender) {
        assertThat(span)
                .hasName("receive " + subject)
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasLinksTo(sender)
                .hasNoError()
                .hasExactlyAttributes(attributes("receive", "receive"));
    }
}
