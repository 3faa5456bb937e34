// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.RecordedSpan;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A method that newer versions have. The tests are compiled with one that lacks it. */
class RequestWithTimeoutTest extends NatsTest {
    @SuppressWarnings("unchecked") // the method's type
    private CompletableFuture<Message> request(String text) throws ReflectiveOperationException {
        return (CompletableFuture<Message>) Connection.class
                .getMethod("requestWithTimeout", String.class, byte[].class, Duration.class)
                .invoke(connection, subject, bytes(text), PATIENCE);
    }

    @Test
    void aFutureEndsTheSpanOfItsRequest() throws Exception {
        connection
                .createDispatcher(request -> connection.publish(request.getReplyTo(), request.getData()))
                .subscribe(subject);
        connection.flush(PATIENCE);

        assertThat(text(request("a").get(60, TimeUnit.SECONDS))).isEqualTo("a");

        List<RecordedSpan> spans = spans().take(3);
        assertThatItSends(spans.get(0));
        assertThatItProcesses(spans.get(1), spans.get(0));
        assertThat(spans.get(2)).isChildOf(spans.get(1));
        assertThatItIsAnswered(spans.get(0), spans.get(2));
    }
}
