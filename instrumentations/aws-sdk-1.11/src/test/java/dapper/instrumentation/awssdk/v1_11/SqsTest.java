// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.Request;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.sqs.AmazonSQSAsyncClient;
import com.amazonaws.services.sqs.AmazonSQSClient;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.MessageAttributeValue;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.ReceiveMessageResult;
import com.amazonaws.services.sqs.model.SendMessageBatchRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.SendMessageBatchResult;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsTest {
    private static final AWSCredentials CREDENTIALS = new BasicAWSCredentials("key", "secret");
    private static final Predicate<Object> IS_TEXT = text -> text instanceof String && !((String) text).isEmpty();
    private static final int LIMIT = 262_144;

    private final SqsServer server = new SqsServer();
    private final AmazonSQSClient client = new AmazonSQSClient(CREDENTIALS, new ClientConfiguration());
    private final AmazonSQSAsyncClient asyncClient =
            new AmazonSQSAsyncClient(CREDENTIALS, new ClientConfiguration(), new CarryingExecutor());
    private int queues;
    private String queue = "";
    private String url = "";

    SqsTest() {
        client.setEndpoint(server.uri().toString());
        asyncClient.setEndpoint(server.uri().toString());
    }

    @AfterAll
    void close() {
        client.shutdown();
        asyncClient.shutdown();
        server.close();
    }

    @BeforeEach
    void createQueue() {
        queue = "orders-" + queues++;
        url = server.queueUrl(queue);
        client.createQueue(queue);
        assertThat(spans().takeOne()).hasName("SQS.CreateQueue").hasAttribute("rpc.method", "SQS/CreateQueue");
    }

    private static MessageAttributeValue text(String text) {
        return new MessageAttributeValue().withDataType("String").withStringValue(text);
    }

    private SendMessageRequest message(String body) {
        return new SendMessageRequest(url, body);
    }

    private RecordedSpan sent(SendMessageRequest request) {
        client.sendMessage(request);
        return spans().takeOne();
    }

    private RecordedSpan sent(String body) {
        return sent(message(body));
    }

    private ReceiveMessageRequest request() {
        return new ReceiveMessageRequest(url).withMaxNumberOfMessages(10).withWaitTimeSeconds(0);
    }

    /** Takes the span of the receipt. */
    private ReceiveMessageResult received(int expected) {
        ReceiveMessageResult result = client.receiveMessage(request());
        assertThat(spans().takeOne())
                .hasName("receive " + queue)
                .hasAttribute("messaging.batch.message_count", expected);
        assertThat(result.getMessages()).hasSize(expected);
        return result;
    }

    private Map<String, Object> attributes(String operation) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("messaging.system", "aws_sqs");
        attributes.put("messaging.operation.name", operation);
        attributes.put("messaging.operation.type", operation);
        attributes.put("messaging.destination.name", queue);
        attributes.put("aws.sqs.queue.url", url);
        return attributes;
    }

    private Map<String, Object> requestAttributes(String operation, RecordedSpan span) {
        Map<String, Object> attributes = attributes(operation);
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.port());
        attributes.put("http.response.status_code", 200);
        return AwsSdkTest.withRegion(attributes, span);
    }

    @Test
    void aMessageIsProcessedInTheTraceOfItsSender() throws Exception {
        for (boolean async : new boolean[] {false, true}) {
            String id = Traces.callInSpan(
                    "parent",
                    () -> async
                            ? asyncClient.sendMessageAsync(message("pay")).get().getMessageId()
                            : client.sendMessage(message("pay")).getMessageId());
            List<RecordedSpan> sent = spans().take(2);
            Map<String, Object> expected = requestAttributes("send", sent.get(1));
            expected.put("messaging.message.id", id);
            assertThat(sent.get(1))
                    .hasName("send " + queue)
                    .hasKind(SpanKind.PRODUCER)
                    .isChildOf(sent.get(0))
                    .hasNoError()
                    .hasExactlyAttributes(expected);

            ReceiveMessageResult result =
                    async ? asyncClient.receiveMessageAsync(request()).get() : client.receiveMessage(request());
            RecordedSpan receive = spans().takeOne();
            expected = requestAttributes("receive", receive);
            expected.put("messaging.batch.message_count", 1);
            assertThat(receive)
                    .hasName("receive " + queue)
                    .hasKind(SpanKind.CLIENT)
                    .isRoot()
                    .hasLinksTo(sent.get(1))
                    .hasNoError()
                    .hasExactlyAttributes(expected);

            for (Message message : result.getMessages()) {
                assertThat(message.getBody()).isEqualTo("pay");
                Traces.inSpan("work", () -> {});
                client.deleteMessage(url, message.getReceiptHandle());
            }
            assertThat(Current.get()).isNull();
            List<RecordedSpan> processed = spans().take(3);
            expected = attributes("process");
            expected.put("messaging.message.id", id);
            assertThat(processed.get(0))
                    .hasName("process " + queue)
                    .hasKind(SpanKind.CONSUMER)
                    .isChildOf(sent.get(1))
                    .hasLinksTo(sent.get(1))
                    .hasNoError()
                    .hasExactlyAttributes(expected);
            assertThat(processed.get(1)).hasName("work").isChildOf(processed.get(0));
            assertThat(processed.get(2)).hasName("SQS.DeleteMessage").isChildOf(processed.get(0));
        }
    }

    @Test
    void eachMessageOfABatchCarriesTheContext() {
        SendMessageBatchRequest batch = new SendMessageBatchRequest(
                url,
                List.of(
                        new SendMessageBatchRequestEntry("1", "a").addMessageAttributesEntry("colour", text("red")),
                        new SendMessageBatchRequestEntry("2", "b")));
        SendMessageBatchRequest before = batch.clone();
        client.sendMessageBatch(batch);
        RecordedSpan send = spans().takeOne();
        Map<String, Object> expected = requestAttributes("send", send);
        expected.put("messaging.batch.message_count", 2);
        assertThat(send)
                .hasName("send " + queue)
                .hasKind(SpanKind.PRODUCER)
                .isRoot()
                .hasExactlyAttributes(expected);
        assertThat(batch).isEqualTo(before);
        assertThat(batch.getEntries().get(0).getMessageAttributes()).containsOnlyKeys("colour");

        ReceiveMessageRequest asked = request().withMessageAttributeNames("colour");
        ReceiveMessageResult result = client.receiveMessage(asked);
        assertThat(asked.getMessageAttributeNames()).containsExactly("colour");
        assertThat(spans().takeOne()).hasLinksTo(send, send);
        Map<String, String> colours = new HashMap<>();
        result.getMessages().forEach(message -> {
            MessageAttributeValue colour = message.getMessageAttributes().get("colour");
            colours.put(message.getBody(), colour == null ? "none" : colour.getStringValue());
        });

        assertThat(colours).containsOnly(Map.entry("a", "red"), Map.entry("b", "none"));
        assertThat(spans().take(2))
                .allSatisfy(span -> assertThat(span).hasName("process " + queue).isChildOf(send));
    }

    @Test
    void aRefusedMessageOfABatchIsAnError() {
        SendMessageBatchResult result = client.sendMessageBatch(
                url,
                List.of(
                        new SendMessageBatchRequestEntry("1", "a"),
                        new SendMessageBatchRequestEntry("2", "b").withDelaySeconds(100_000)));

        assertThat(result.getFailed()).hasSize(1);
        assertThat(spans().takeOne())
                .hasName("send " + queue)
                .hasError(result.getFailed().get(0).getCode())
                .hasAttribute("messaging.batch.message_count", 2);
    }

    private static Map<String, MessageAttributeValue> attributes(int count) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put("own-" + i, text("value"));
        }
        return attributes;
    }

    @Test
    void aMessageHasNeverMoreThanTenAttributes() {
        SendMessageRequest request = message("9").withMessageAttributes(attributes(9));
        RecordedSpan nine = sent(request);
        assertThat(request.getMessageAttributes()).hasSize(9);
        sent(message("10").withMessageAttributes(attributes(10)));

        ReceiveMessageResult result = client.receiveMessage(request().withMessageAttributeNames("All"));

        assertThat(spans().takeOne()).hasLinksTo(nine);
        for (Message message : result.getMessages()) {
            assertThat(message.getMessageAttributes()).hasSize(10);
        }
        assertThat(spans().take(2)).filteredOn(RecordedSpan::remoteParent).hasSize(1);
    }

    @Test
    void aMessageThatTheHeadersWouldMakeTooLongHasNone() {
        String body = String.join("", Collections.nCopies(LIMIT / 2, "é"));
        sent(body);

        for (Message message : received(1).getMessages()) {
            assertThat(message.getBody()).isEqualTo(body);
            assertThat(message.getMessageAttributes()).isEmpty();
        }

        assertThat(spans().takeOne()).hasName("process " + queue).isRoot();
    }

    @Test
    void onlyTheFirstLoopOverAnAnswerMakesSpans() {
        sent("b");
        sent("a");
        ReceiveMessageResult result = received(2);
        List<Message> messages = result.getMessages();
        assertThat(messages.stream().map(Message::getBody)).containsExactlyInAnyOrder("a", "b");
        assertThat(result.clone()).isEqualTo(result);
        messages.sort(Comparator.comparing(Message::getBody));
        assertThat(result.getMessages().get(0).getBody()).isEqualTo("a");
        messages.remove(messages.get(1));
        messages.add(new Message().withBody("c"));
        messages.remove(1);
        assertThat(spans().take(0)).isEmpty();

        for (int i = 0; i < 2; i++) {
            for (Message message : result.getMessages()) {
                assertThat(message.getBody()).isEqualTo("a");
            }
        }

        assertThat(spans().takeOne()).hasName("process " + queue);
    }

    @Test
    void aLoopThatIsLeftEndsAtTheNextReceipt() {
        RecordedSpan send = sent("a");
        for (Message message : received(1).getMessages()) {
            assertThat(message.getBody()).isEqualTo("a");
            break;
        }
        assertThat(Current.get()).as("nobody sees that the loop is left").isNotNull();

        assertThat(client.receiveMessage(request()).getMessages()).isEmpty();

        assertThat(Current.get()).isNull();
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("process " + queue).isChildOf(send);
        assertThat(spans.get(1)).hasName("receive " + queue).isRoot().hasAttribute("messaging.batch.message_count", 0);
    }

    @Test
    void recordsTheExceptionOfAnAction() {
        sent("a");
        List<Message> messages = received(1).getMessages();

        Throwable thrown = catchThrowable(() -> messages.forEach(message -> {
            throw new IllegalStateException("no stock");
        }));

        assertThat(thrown).hasMessage("no stock");
        assertThat(spans().takeOne()).hasName("process " + queue).hasException(IllegalStateException.class, "no stock");
    }

    @Test
    void recordsTheCodeOfAnError() {
        SendMessageRequest request = message("a").withQueueUrl(server.queueUrl("missing"));

        assertThat(catchThrowable(() -> client.sendMessage(request))).isNotNull();

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
    void aRequestThatCannotBeSentIsAnError() {
        AmazonSQSClient strict = new AmazonSQSClient(CREDENTIALS, new ClientConfiguration());
        strict.setEndpoint(server.uri().toString());
        strict.addRequestHandler(new RequestHandler2() {
            @Override
            public void beforeRequest(Request<?> request) {
                throw new IllegalStateException("refused");
            }
        });

        assertThat(catchThrowable(() -> strict.sendMessage(message("a")))).hasMessage("refused");

        assertThat(spans().takeOne()).hasName("send " + queue).hasException(IllegalStateException.class, "refused");
        strict.shutdown();
    }

    @Test
    void aRequestThatCannotBeMarshalledIsAnError() {
        SendMessageRequest broken = new SendMessageRequest(url, "a") {
            @Override
            public Integer getDelaySeconds() {
                throw new IllegalStateException("broken");
            }
        };

        assertThat(catchThrowable(() -> client.sendMessage(broken))).isNotNull();

        assertThat(spans().takeOne()).hasName("send " + queue).hasError("_OTHER");
        sent("next");
    }

    @Test
    void anUnsampledTraceStaysUnsampledAtTheReceiver() throws Exception {
        Traces.inUnsampledTrace(() -> client.sendMessage(message("a")));
        assertThat(spans().take(0)).isEmpty();

        for (Message message : received(1).getMessages()) {
            assertThat(message.getMessageAttributes().get("traceparent").getStringValue())
                    .endsWith("-00");
            assertThat(Current.get().isUnsampled()).isTrue();
        }

        assertThat(spans().take(0)).isEmpty();
    }
}
