// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.services.sns.AmazonSNSClient;
import com.amazonaws.services.sns.model.MessageAttributeValue;
import com.amazonaws.services.sns.model.NotFoundException;
import com.amazonaws.services.sns.model.PublishRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests to SNS, as an HTTP server gets them that answers like it: there is no other one to be had. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
    private static final String ENTRY = "MessageAttributes.entry.";

    private final HttpServer server;
    private final AmazonSNSClient client;
    private volatile Map<String, String> parameters = Collections.emptyMap();

    SnsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new AmazonSNSClient(new BasicAWSCredentials("key", "secret"), new ClientConfiguration());
        client.setEndpoint("http://localhost:" + server.getAddress().getPort());
    }

    @AfterAll
    void close() {
        client.shutdown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> sent = new TreeMap<>();
        for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            sent.put(
                    URLDecoder.decode(pair.substring(0, equals), UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        parameters = sent;
        boolean isKnown = !sent.getOrDefault("TopicArn", "").endsWith("missing");
        byte[] body = (isKnown
                        ? "<PublishResponse><PublishResult><MessageId>7</MessageId></PublishResult></PublishResponse>"
                        : "<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>secret</Message></Error></ErrorResponse>")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "sns-request");
        exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The attributes of the message by name. */
    private Map<String, String> sentAttributes() {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 1; parameters.containsKey(ENTRY + i + ".Name"); i++) {
            assertThat(parameters).containsEntry(ENTRY + i + ".Value.DataType", "String");
            attributes.put(parameters.get(ENTRY + i + ".Name"), parameters.get(ENTRY + i + ".Value.StringValue"));
        }
        return attributes;
    }

    private static String traceparent(RecordedSpan span) {
        return "00-" + span.traceId() + "-" + span.spanId() + "-";
    }

    private static PublishRequest message(String topic) {
        return new PublishRequest(topic, "pay")
                .addMessageAttributesEntry(
                        "colour",
                        new MessageAttributeValue().withDataType("String").withStringValue("red"));
    }

    @Test
    void aMessageToATopicCarriesTheContext() throws Exception {
        Traces.inSpan(
                "parent",
                () -> assertThat(client.publish(message(TOPIC)).getMessageId()).isEqualTo("7"));

        RecordedSpan send = spans().take(2).get(1);
        assertThat(send)
                .hasName("send orders")
                .hasKind(SpanKind.PRODUCER)
                .hasNoError()
                .hasExactlyAttributes(AwsSdkTest.withRegion(
                        Map.of(
                                "messaging.system", "aws.sns",
                                "messaging.operation.name", "send",
                                "messaging.operation.type", "send",
                                "messaging.destination.name", "orders",
                                "messaging.message.id", "7",
                                "aws.sns.topic.arn", TOPIC,
                                "aws.request_id", "sns-request",
                                "server.address", "localhost",
                                "server.port", server.getAddress().getPort(),
                                "http.response.status_code", 200),
                        send));
        assertThat(parameters).containsEntry("Message", "pay");
        Map<String, String> attributes = sentAttributes();
        assertThat(attributes).containsEntry("colour", "red");
        assertThat(attributes.get("traceparent")).startsWith(traceparent(send));
    }

    @Test
    void aMessageToADeviceIsSentAsItIs() {
        client.publish(new PublishRequest()
                .withTargetArn("arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/app/5e3e9847")
                .withMessage("pay"));

        assertThat(sentAttributes()).isEmpty();
        assertThat(spans().takeOne())
                .hasName("send")
                .hasKind(SpanKind.PRODUCER)
                .hasNoAttribute("messaging.destination.name")
                .hasNoAttribute("aws.sns.topic.arn");
    }

    @Test
    void recordsTheCodeOfAnError() {
        Throwable thrown = catchThrowable(() -> client.publish(message(TOPIC + "missing")));

        assertThat(thrown).isInstanceOf(NotFoundException.class);
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("send ordersmissing").hasError("NotFound").hasNoEvents();
        assertThat(span.statusDescription()).isNull();
    }
}
