// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishTest extends NatsTest {
    private Subscription subscription;

    @BeforeEach
    void subscribe() throws Exception {
        subscription = connection.subscribe(subject);
        connection.flush(PATIENCE);
    }

    private Message receive() throws Exception {
        Message message = subscription.nextMessage(PATIENCE);
        spans().takeOne();
        return message;
    }

    private Message message(Headers headers) {
        return NatsMessage.builder()
                .subject(subject)
                .headers(headers)
                .data(bytes("hello"))
                .build();
    }

    @Test
    void aMessageHasOneSpanAndCarriesItsContext() throws Exception {
        Headers headers = new Headers().add("weight", "3", "4");

        Traces.inSpan("parent", () -> connection.publish(message(headers)));

        List<RecordedSpan> spans = spans().take(2);
        assertThatItSends(spans.get(1));
        assertThat(spans.get(1)).isChildOf(spans.get(0));
        Message received = receive();
        assertThat(received.getData()).isEqualTo(bytes("hello"));
        assertThat(traceparent(received)).isEqualTo(traceparent(spans.get(1)));
        assertThat(received.getHeaders().keySet()).containsExactlyInAnyOrder("weight", "traceparent", "tracestate");
        assertThat(received.getHeaders().get("weight")).containsExactly("3", "4");
        assertThat(headers.keySet()).as("the application's own").containsOnly("weight");
        assertThat(Current.get()).isNull();
    }

    @Test
    void everyWayToPublishMakesOneSpan() throws Exception {
        connection.publish(subject, bytes("a"));
        connection.publish(subject, "answers", bytes("b"));
        connection.publish(message(null));
        connection.publish(subject, null);

        List<RecordedSpan> spans = spans().take(4);
        for (RecordedSpan span : spans) {
            assertThatItSends(span);
            assertThat(span).isRoot();
            assertThat(traceparent(receive())).isEqualTo(traceparent(span));
        }
    }

    @Test
    void theIdByWhichJetStreamKnowsAMessageIsAnAttribute() throws Exception {
        connection.publish(message(new Headers().add("Nats-Msg-Id", "m1")));

        assertThat(spans().takeOne()).hasAttribute("messaging.message.id", "m1");
    }

    @Test
    void aSubjectThatAClientMadeUpIsNotPartOfTheName() throws Exception {
        String inbox = connection.createInbox();

        connection.publish(inbox, bytes("a"));

        assertThat(spans().takeOne())
                .hasName("send")
                .hasAttribute("messaging.destination.name", inbox)
                .hasAttribute("messaging.destination.anonymous", true);
    }

    @Test
    void aMessageToTheServerMakesNoSpan() throws Exception {
        Subscription ofServer = connection.subscribe("$SHOP." + subject);

        connection.publish("$SHOP." + subject, bytes("a"));

        Message received = ofServer.nextMessage(PATIENCE);
        assertThat(received.getData()).isEqualTo(bytes("a"));
        assertThat(received.hasHeaders()).isFalse();
    }

    @Test
    void theContextOfAMessageThatIsPassedOnIsReplaced() throws Exception {
        Headers headers = new Headers().add("TraceParent", "00-00000000000000090000000000000009-0000000000000009-01");

        connection.publish(message(headers));

        RecordedSpan send = spans().takeOne();
        Message received = receive();
        assertThat(received.getHeaders().keySet()).containsOnly("traceparent", "tracestate");
        assertThat(traceparent(received)).isEqualTo(traceparent(send));
        assertThat(headers.keySet()).containsOnly("TraceParent");
    }

    @Test
    void aMessageThatWouldBecomeTooLargeIsLeftAsItIs() throws Exception {
        byte[] largest = new byte[(int) connection.getMaxPayload()];
        Arrays.fill(largest, (byte) 'x');

        connection.publish(subject, largest);

        assertThatItSends(spans().takeOne());
        Message received = receive();
        assertThat(received.getData()).isEqualTo(largest);
        assertThat(received.hasHeaders()).isFalse();
    }

    @Test
    void aClientWithoutHeadersSendsNone() throws Exception {
        // The server's message that nobody listens needs headers.
        Connection plain =
                Nats.connect(NATS.options().noHeaders().noNoResponders().build());
        plain.publish(subject, bytes("a"));
        plain.flush(PATIENCE);
        plain.close();

        RecordedSpan send = spans().takeOne();
        assertThat(send).hasName("send " + subject).hasNoError().hasNoAttribute("messaging.client.id");
        assertThat(receive().hasHeaders()).isFalse();
    }

    @Test
    void aMessageThatCannotBePublishedIsAnError() throws Exception {
        connection.close();

        assertThatThrownBy(() -> publish("a")).isInstanceOf(IllegalStateException.class);

        assertThat(spans().takeOne()).hasName("send " + subject).hasError(IllegalStateException.class.getName());
        assertThat(Current.get()).isNull();
    }

    @Test
    void anUnsampledTraceIsPassedOn() throws Exception {
        Traces.inUnsampledTrace(() -> publish("a"));

        Message received = subscription.nextMessage(PATIENCE);
        assertThat(traceparent(received)).isEqualTo("00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00");
        assertThat(spans().takeOne()).hasName("receive " + subject);
    }
}
