// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveTest extends NatsTest {
    @Test
    void aMessageThatTheApplicationWaitsForIsReceived() throws Exception {
        Subscription subscription = connection.subscribe(subject);
        assertThat(subscription.nextMessage(Duration.ofMillis(1))).isNull();
        RecordedSpan send = published("a");

        assertThat(subscription.nextMessage(PATIENCE).getData()).isEqualTo(bytes("a"));

        assertThatItReceives(spans().takeOne(), send);
        assertThat(Current.get()).isNull();
    }

    @Test
    void theReceiptIsAChildOfTheWorkThatWaits() throws Exception {
        Subscription subscription = connection.subscribe(subject);
        RecordedSpan send = published("a");

        Traces.inSpan("parent", () -> subscription.nextMessage(PATIENCE));

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(1))
                .hasName("receive " + subject)
                .isChildOf(spans.get(0))
                .hasLinksTo(send);
    }

    @Test
    void aSubscriptionThatEndsMakesNoSpanAndTheNextOneDoes() throws Exception {
        Subscription ended = connection.subscribe(subject);
        ended.unsubscribe();
        assertThatThrownBy(() -> ended.nextMessage(PATIENCE)).isInstanceOf(IllegalStateException.class);
        Subscription subscription = connection.subscribe(subject);
        RecordedSpan send = published("a");

        subscription.nextMessage(PATIENCE);

        assertThatItReceives(spans().takeOne(), send);
    }
}
