// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A server that has no headers. */
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(AgentExtension.class)
class WithoutHeadersTest {
    @Container
    private static final NatsServer NATS = NatsServer.withoutHeaders();

    @Test
    void messagesAndRequestsHaveSpansAndCarryNoContext() throws Exception {
        Duration patience = Duration.ofSeconds(60);
        byte[] body = "a".getBytes(StandardCharsets.UTF_8);
        Connection connection = Nats.connect(NATS.options().noNoResponders().build());
        Subscription orders = connection.subscribe("orders");
        connection
                .createDispatcher(request -> connection.publish(request.getReplyTo(), request.getData()))
                .subscribe("prices");

        connection.publish("orders", body);
        Message received = orders.nextMessage(patience);
        Message answer = connection.request("prices", body, patience);

        assertThat(received.getData()).isEqualTo(body);
        assertThat(received.hasHeaders()).isFalse();
        assertThat(answer.getData()).isEqualTo(body);
        connection.close();
        List<RecordedSpan> spans = spans().take(5);
        assertThat(spans.get(0)).hasName("send orders").hasNoError();
        assertThat(spans.get(1)).hasName("receive orders").hasLinksTo();
        assertThat(spans.get(2)).hasName("send prices").hasNoError();
        assertThat(spans.get(3)).hasName("process prices").isRoot().hasLinksTo();
        assertThat(spans.get(4)).hasName("send").isChildOf(spans.get(3));
    }
}
