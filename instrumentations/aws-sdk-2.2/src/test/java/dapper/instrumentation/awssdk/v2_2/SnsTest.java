// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The requests to SNS, as an HTTP server gets them that answers like it: there is no other one to be had. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
    private static final String ENTRY = "MessageAttributes.entry.";

    private final HttpServer server;
    private final SnsClient client;
    private volatile Map<String, String> parameters = Collections.emptyMap();

    SnsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = SnsClient.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @AfterAll
    void close() {
        client.close();
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
        return PublishRequest.builder()
                .topicArn(topic)
                .message("pay")
                .messageAttributes(Collections.singletonMap(
                        "colour",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("red")
                                .build()))
                .build();
    }

    @Test
    void aMessageToATopicCarriesTheContext() throws Exception {
        Traces.inSpan(
                "parent",
                () -> assertThat(client.publish(message(TOPIC)).messageId()).isEqualTo("7"));

        RecordedSpan send = spans().take(2).get(1);
        assertThat(send)
                .hasName("send orders")
                .hasKind(SpanKind.PRODUCER)
                .hasNoError()
                .hasExactlyAttributes(
                        "messaging.system", "aws.sns",
                        "messaging.operation.name", "send",
                        "messaging.operation.type", "send",
                        "messaging.destination.name", "orders",
                        "messaging.message.id", "7",
                        "aws.sns.topic.arn", TOPIC,
                        "aws.request_id", "sns-request",
                        "cloud.region", "eu-west-1",
                        "server.address", "localhost",
                        "server.port", server.getAddress().getPort(),
                        "http.response.status_code", 200);
        assertThat(parameters).containsEntry("Message", "pay");
        Map<String, String> attributes = sentAttributes();
        assertThat(attributes).containsEntry("colour", "red");
        assertThat(attributes.get("traceparent")).startsWith(traceparent(send));
    }

    @Test
    void aMessageToAPhoneOrADeviceIsSentAsItIs() {
        client.publish(request -> request.phoneNumber("+3112345678").message("pay"));
        assertThat(sentAttributes()).isEmpty();
        RecordedSpan phone = spans().takeOne();
        assertThat(phone).hasName("send").hasKind(SpanKind.PRODUCER).hasNoAttribute("messaging.destination.name");
        assertThat(phone.attributes().values())
                .noneMatch(value -> value.toString().contains("3112345678"));

        client.publish(request -> request.targetArn("arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/app/5e3e9847")
                .message("pay"));
        assertThat(sentAttributes()).isEmpty();
        assertThat(spans().takeOne()).hasName("send").hasNoAttribute("aws.sns.topic.arn");
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
