// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.RecordedSpan;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandlerTest extends NatsTest {
    private void assertThatItIsHandled(String text) throws Exception {
        connection.flush(PATIENCE);
        publish(text);
        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0)).isRoot();
        assertThatItProcesses(spans.get(1), spans.get(0));
        assertThat(spans.get(2)).hasName("work " + text).isChildOf(spans.get(1));
    }

    @Test
    void theHandlerOfADispatcherProcessesEachMessageInASpan() throws Exception {
        connection.createDispatcher(NatsTest::work).subscribe(subject);

        assertThatItIsHandled("a");
        assertThatItIsHandled("b");
    }

    @Test
    void theHandlerOfASubscriptionProcessesEachMessageInASpan() throws Exception {
        Dispatcher dispatcher = connection.createDispatcher(message -> {
            throw new IllegalStateException("not the handler of the subscription");
        });
        dispatcher.subscribe(subject, new MessageHandler() {
            @Override
            public void onMessage(Message message) {
                work(message);
            }
        });

        assertThatItIsHandled("a");
    }

    @Test
    void aDispatcherWithoutHandlerTakesThatOfASubscription() throws Exception {
        connection.createDispatcher(null).subscribe(subject, NatsTest::work);

        assertThatItIsHandled("a");
    }

    @Test
    void theQueueGroupIsTheConsumerGroup() throws Exception {
        connection.createDispatcher(NatsTest::work).subscribe(subject, "packers");
        connection.flush(PATIENCE);

        publish("a");

        assertThat(spans().take(3).get(1))
                .hasName("process " + subject)
                .hasAttribute("messaging.consumer.group.name", "packers");
    }

    @Test
    void aSubscriptionToAPatternNamesTheSpan() throws Exception {
        connection.createDispatcher(NatsTest::work).subscribe(subject + ".*");
        connection.flush(PATIENCE);

        connection.publish(subject + ".17", bytes("a"));

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(0)).hasName("send " + subject + ".17");
        assertThat(spans.get(1))
                .hasName("process " + subject + ".*")
                .hasAttribute("messaging.destination.template", subject + ".*")
                .hasAttribute("messaging.destination.name", subject + ".17");
    }

    @Test
    void anExceptionOfAHandlerIsAnError() throws Exception {
        connection
                .createDispatcher(message -> {
                    throw new IllegalStateException("out of stock");
                })
                .subscribe(subject);
        connection.flush(PATIENCE);

        publish("a");

        assertThat(spans().take(2).get(1))
                .hasName("process " + subject)
                .hasException(IllegalStateException.class, "out of stock");
    }

    @Test
    void aDispatcherHasNoContextBetweenMessages() throws Exception {
        BlockingQueue<String> contexts = new LinkedBlockingQueue<>();
        connection
                .createDispatcher(message -> contexts.add(String.valueOf(Current.get())))
                .subscribe(subject)
                .subscribe("$SHOP." + subject);
        connection.flush(PATIENCE);

        publish("a");
        connection.publish("$SHOP." + subject, bytes("makes no span"));

        assertThat(contexts.poll(60, TimeUnit.SECONDS)).isNotEqualTo("null");
        assertThat(contexts.poll(60, TimeUnit.SECONDS)).isEqualTo("null");
        spans().take(2);
    }

    @Test
    void aMessageWithoutContextBeginsATrace() throws Exception {
        connection.createDispatcher(NatsTest::work).subscribe(subject);
        byte[] tooLargeForHeaders = new byte[(int) connection.getMaxPayload()];
        connection.flush(PATIENCE);

        connection.publish(subject, tooLargeForHeaders);

        assertThat(spans().take(3).get(1))
                .hasName("process " + subject)
                .isRoot()
                .hasLinksTo();
    }
}
