// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsTest {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    private static final Predicate<Object> IS_TEXT = text -> text instanceof String && !((String) text).isEmpty();
    private static final int LIMIT = 262_144;

    private final SqsServer server = new SqsServer();
    private final SqsClient client = SqsClient.builder()
            .endpointOverride(server.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(CREDENTIALS)
            .build();
    private final SqsAsyncClient asyncClient = SqsAsyncClient.builder()
            .endpointOverride(server.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(CREDENTIALS)
            .build();
    private int queues;
    private String queue = "";
    private String url = "";

    @AfterAll
    void close() {
        client.close();
        asyncClient.close();
        server.close();
    }

    @BeforeEach
    void createQueue() {
        queue = "orders-" + queues++;
        url = server.queueUrl(queue);
        client.createQueue(request -> request.queueName(queue));
        assertThat(spans().takeOne()).hasName("Sqs.CreateQueue").hasAttribute("rpc.method", "Sqs/CreateQueue");
    }

    private static MessageAttributeValue text(String text) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(text)
                .build();
    }

    private SendMessageRequest message(String body) {
        return SendMessageRequest.builder().queueUrl(url).messageBody(body).build();
    }

    private RecordedSpan sent(SendMessageRequest request) {
        client.sendMessage(request);
        return spans().takeOne();
    }

    private RecordedSpan sent(String body) {
        return sent(message(body));
    }

    private ReceiveMessageRequest request() {
        return ReceiveMessageRequest.builder()
                .queueUrl(url)
                .maxNumberOfMessages(10)
                .waitTimeSeconds(0)
                .build();
    }

    /** Takes the span of the receipt. */
    private ReceiveMessageResponse received(int expected) {
        ReceiveMessageResponse response = client.receiveMessage(request());
        assertThat(spans().takeOne())
                .hasName("receive " + queue)
                .hasAttribute("messaging.batch.message_count", expected);
        assertThat(response.messages()).hasSize(expected);
        return response;
    }

    private Map<String, Object> attributes(String operation, String type) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("messaging.system", "aws_sqs");
        attributes.put("messaging.operation.name", operation);
        attributes.put("messaging.operation.type", type);
        attributes.put("messaging.destination.name", queue);
        attributes.put("aws.sqs.queue.url", url);
        return attributes;
    }

    private Map<String, Object> requestAttributes(String operation, int status) {
        Map<String, Object> attributes = attributes(operation, operation);
        attributes.put("cloud.region", "eu-west-1");
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.port());
        attributes.put("http.response.status_code", status);
        return attributes;
    }

    private static void work() {
        try {
            Traces.inSpan("work", () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMessageIsProcessedInTheTraceOfItsSender() throws Exception {
        for (boolean async : new boolean[] {false, true}) {
            String id = Traces.callInSpan(
                    "parent",
                    () -> async
                            ? asyncClient
                                    .sendMessage(message("pay"))
                                    .get(60, TimeUnit.SECONDS)
                                    .messageId()
                            : client.sendMessage(message("pay")).messageId());
            List<RecordedSpan> sent = spans().take(2);
            Map<String, Object> expected = requestAttributes("send", 200);
            expected.put("messaging.message.id", id);
            assertThat(sent.get(1))
                    .hasName("send " + queue)
                    .hasKind(SpanKind.PRODUCER)
                    .isChildOf(sent.get(0))
                    .hasNoError()
                    .hasExactlyAttributes(expected);

            ReceiveMessageResponse response = async
                    ? asyncClient.receiveMessage(request()).get(60, TimeUnit.SECONDS)
                    : client.receiveMessage(request());
            expected = requestAttributes("receive", 200);
            expected.put("messaging.batch.message_count", 1);
            assertThat(spans().takeOne())
                    .hasName("receive " + queue)
                    .hasKind(SpanKind.CLIENT)
                    .isRoot()
                    .hasLinksTo(sent.get(1))
                    .hasNoError()
                    .hasExactlyAttributes(expected);

            for (Message message : response.messages()) {
                assertThat(message.body()).isEqualTo("pay");
                work();
                client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
            assertThat(Current.get()).isNull();
            List<RecordedSpan> processed = spans().take(3);
            expected = attributes("process", "process");
            expected.put("messaging.message.id", id);
            assertThat(processed.get(0))
                    .hasName("process " + queue)
                    .hasKind(SpanKind.CONSUMER)
                    .isChildOf(sent.get(1))
                    .hasLinksTo(sent.get(1))
                    .hasNoError()
                    .hasExactlyAttributes(expected);
            assertThat(processed.get(1)).hasName("work").isChildOf(processed.get(0));
            assertThat(processed.get(2)).hasName("Sqs.DeleteMessage").isChildOf(processed.get(0));
        }
    }

    @Test
    void eachMessageOfABatchCarriesTheContext() {
        client.sendMessageBatch(batch -> batch.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("1")
                                .messageBody("a")
                                .messageAttributes(Collections.singletonMap("colour", text("red")))
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("2")
                                .messageBody("b")
                                .build()));
        RecordedSpan send = spans().takeOne();
        Map<String, Object> expected = requestAttributes("send", 200);
        expected.put("messaging.batch.message_count", 2);
        assertThat(send)
                .hasName("send " + queue)
                .hasKind(SpanKind.PRODUCER)
                .isRoot()
                .hasExactlyAttributes(expected);

        ReceiveMessageResponse response = client.receiveMessage(
                request().toBuilder().messageAttributeNames("colour").build());
        assertThat(spans().takeOne()).hasLinksTo(send, send);
        Map<String, String> colours = new HashMap<>();
        response.messages().forEach(message -> {
            MessageAttributeValue colour = message.messageAttributes().get("colour");
            colours.put(message.body(), colour == null ? "none" : colour.stringValue());
        });

        assertThat(colours).containsOnly(Map.entry("a", "red"), Map.entry("b", "none"));
        assertThat(spans().take(2))
                .allSatisfy(span -> assertThat(span).hasName("process " + queue).isChildOf(send));
    }

    @Test
    void aRefusedMessageOfABatchIsAnError() {
        SendMessageBatchResponse response = client.sendMessageBatch(batch -> batch.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("1")
                                .messageBody("a")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("2")
                                .messageBody("\u0001")
                                .build()));

        assertThat(response.successful()).hasSize(1);
        assertThat(response.failed()).hasSize(1);
        assertThat(spans().takeOne())
                .hasName("send " + queue)
                .hasError(response.failed().get(0).code())
                .hasAttribute("messaging.batch.message_count", 2);
    }

    private Map<String, MessageAttributeValue> attributes(int count) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put("own-" + i, text("value"));
        }
        return attributes;
    }

    private static List<String> names(Message message) {
        return message.messageAttributes().keySet().stream().sorted().collect(Collectors.toList());
    }

    @Test
    void aMessageHasNeverMoreThanTenAttributes() {
        RecordedSpan nine =
                sent(message("9").toBuilder().messageAttributes(attributes(9)).build());
        sent(message("10").toBuilder().messageAttributes(attributes(10)).build());

        ReceiveMessageResponse response = client.receiveMessage(
                request().toBuilder().messageAttributeNames("All").build());

        assertThat(spans().takeOne()).hasLinksTo(nine);
        for (Message message : response.messages()) {
            assertThat(names(message)).hasSize(10);
        }
        List<RecordedSpan> processed = spans().take(2);
        assertThat(processed).filteredOn(RecordedSpan::remoteParent).hasSize(1);
    }

    @Test
    void aMessageThatTheHeadersWouldMakeTooLongHasNone() {
        String body = String.join("", Collections.nCopies(LIMIT / 2, "é"));
        sent(body);

        for (Message message : received(1).messages()) {
            assertThat(message.body()).isEqualTo(body);
            assertThat(message.messageAttributes()).isEmpty();
        }

        assertThat(spans().takeOne()).hasName("process " + queue).isRoot();
    }

    @Test
    void aMessageThatIsPassedOnHasTheHeadersOfItsLastSender() {
        sent("first");
        List<Message> messages = new ArrayList<>(received(1).messages());
        Map<String, MessageAttributeValue> attributes = messages.get(0).messageAttributes();
        assertThat(attributes).containsKey("traceparent");
        RecordedSpan second =
                sent(message("second").toBuilder().messageAttributes(attributes).build());

        for (Message message : received(1).messages()) {
            assertThat(message.body()).isEqualTo("second");
        }

        assertThat(spans().takeOne()).hasName("process " + queue).isChildOf(second);
    }

    @Test
    void onlyTheFirstLoopOverAnAnswerMakesSpans() {
        sent("a");
        ReceiveMessageResponse response = received(1);
        assertThat(response.messages().stream().map(Message::body)).containsExactly("a");
        assertThat(response.messages().get(0).body()).isEqualTo("a");
        assertThat(response.equals(response.toBuilder().build())).isTrue();
        assertThat(response.messages().equals(response.toBuilder().build().messages()))
                .isTrue();
        assertThat(spans().take(0)).isEmpty();

        for (int i = 0; i < 2; i++) {
            for (Message message : response.messages()) {
                assertThat(message.body()).isEqualTo("a");
            }
        }

        assertThat(spans().takeOne()).hasName("process " + queue);
    }

    @Test
    void aLoopThatIsLeftEndsAtTheNextReceipt() {
        RecordedSpan send = sent("a");
        for (Message message : received(1).messages()) {
            assertThat(message.body()).isEqualTo("a");
            break;
        }
        assertThat(Current.get()).as("nobody sees that the loop is left").isNotNull();

        assertThat(client.receiveMessage(request()).messages()).isEmpty();

        assertThat(Current.get()).isNull();
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("process " + queue).isChildOf(send);
        assertThat(spans.get(1)).hasName("receive " + queue).isRoot().hasAttribute("messaging.batch.message_count", 0);
    }

    @Test
    void recordsTheExceptionOfAnAction() {
        sent("a");
        List<Message> messages = received(1).messages();

        Throwable thrown = catchThrowable(() -> messages.forEach(message -> {
            throw new IllegalStateException("no stock");
        }));

        assertThat(thrown).hasMessage("no stock");
        assertThat(spans().takeOne()).hasName("process " + queue).hasException(IllegalStateException.class, "no stock");
    }

    @Test
    void recordsTheCodeOfAnError() {
        String missing = server.queueUrl("missing");

        Throwable thrown = catchThrowable(() ->
                client.sendMessage(message("a").toBuilder().queueUrl(missing).build()));

        assertThat(thrown).isNotNull();
        RecordedSpan span = spans().takeOne();
        assertThat(span)
                .hasName("send missing")
                .hasNoEvents()
                .hasAttribute("error.type", IS_TEXT)
                .hasAttribute("http.response.status_code", 400)
                .hasNoAttribute("rpc.response.status_code");
        assertThat(span.statusDescription()).isNull();
    }

    @Test
    void anUnsampledTraceStaysUnsampledAtTheReceiver() throws Exception {
        Traces.inUnsampledTrace(() -> client.sendMessage(message("a")));
        assertThat(spans().take(0)).isEmpty();

        for (Message message : received(1).messages()) {
            assertThat(message.messageAttributes().get("traceparent").stringValue())
                    .endsWith("-00");
            assertThat(Current.get().isUnsampled()).isTrue();
        }

        assertThat(spans().take(0)).isEmpty();
    }
}
