// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** Listeners that get several messages at once, from Spring AMQP 2.2 on. */
class SpringBatchTest extends RabbitTest {
    private void listen(List<Message> messages) {
        work(messages.get(0).getBody());
    }

    @Test
    void aBatchIsOneSpanWithALinkToEachSender() throws Exception {
        CachingConnectionFactory factory = new CachingConnectionFactory(RABBIT.factory());
        RecordedSpan first = published("a");
        RecordedSpan second = published("b");
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(factory);
        container.setQueueNames(queue);
        container.setConsumerBatchEnabled(true);
        container.setBatchSize(2);
        container.setReceiveTimeout(60_000);
        BatchMessageListener listener = this::listen;
        container.setMessageListener(listener);
        container.afterPropertiesSet();
        container.start();
        try {
            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(0))
                    .hasName("process " + queue)
                    .hasKind(SpanKind.CONSUMER)
                    .isRoot()
                    .hasLinksTo(first, second)
                    .hasNoError()
                    .hasExactlyAttributes(
                            "messaging.system",
                            "rabbitmq",
                            "messaging.operation.name",
                            "process",
                            "messaging.operation.type",
                            "process",
                            "messaging.destination.name",
                            queue,
                            "messaging.batch.message_count",
                            2);
            assertThat(spans.get(1)).hasName("work a").isChildOf(spans.get(0));
        } finally {
            container.destroy();
            factory.destroy();
        }
    }
}
