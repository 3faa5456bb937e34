// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.QueueingConsumer;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.RecordedSpan;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The consumer that version 5 does not have. */
class QueueingConsumerTest extends RabbitTest {
    private void assertThatItReceives(RecordedSpan span, RecordedSpan sender, long deliveryTag) {
        Map<String, Object> attributes = withServer(attributes("receive", "receive"));
        attributes.put("messaging.rabbitmq.message.delivery_tag", deliveryTag);
        assertThat(span)
                .hasName("receive " + queue)
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasLinksTo(sender)
                .hasExactlyAttributes(attributes);
    }

    @Test
    void aMessageIsReceivedWhenTheApplicationTakesIt() throws Exception {
        QueueingConsumer consumer = new QueueingConsumer(channel);
        channel.basicConsume(queue, true, consumer);
        assertThat(consumer.nextDelivery(1)).isNull();
        RecordedSpan first = published("a");

        assertThat(consumer.nextDelivery().getBody()).isEqualTo(bytes("a"));

        assertThatItReceives(spans().takeOne(), first, 1);
        RecordedSpan second = published("b");
        assertThat(consumer.nextDelivery(60_000).getBody()).isEqualTo(bytes("b"));
        assertThatItReceives(spans().takeOne(), second, 2);
    }
}
