// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestTest extends NatsTest {
    private void answer() throws Exception {
        connection
                .createDispatcher(request -> connection.publish(request.getReplyTo(), request.getData()))
                .subscribe(subject);
        connection.flush(PATIENCE);
    }

    /** Parent, request, processing and answer. */
    private void assertThatItIsAnswered(List<RecordedSpan> spans) {
        assertThatItSends(spans.get(1));
        assertThat(spans.get(1)).isChildOf(spans.get(0));
        assertThatItProcesses(spans.get(2), spans.get(1));
        assertThat(spans.get(3)).isChildOf(spans.get(2));
        assertThatItIsAnswered(spans.get(1), spans.get(3));
    }

    @Test
    void aRequestHasOneSpanUntilItsAnswer() throws Exception {
        answer();
        Traces.inSpan("parent", () -> {
            Message answer = connection.request(subject, bytes("a"), PATIENCE);
            assertThat(answer.getData()).isEqualTo(bytes("a"));
        });

        assertThatItIsAnswered(spans().take(4));

        Message message =
                NatsMessage.builder().subject(subject).data(bytes("b")).build();
        Traces.inSpan("parent", () -> connection.request(message, PATIENCE));

        assertThatItIsAnswered(spans().take(4));
        assertThat(Current.get()).isNull();
    }

    @Test
    void aFutureEndsTheSpanOfItsRequest() throws Exception {
        answer();
        Traces.inSpan("parent", () -> {
            CompletableFuture<Message> future = connection.request(subject, bytes("a"));
            connection.publish("in-between", bytes("b"));
            assertThat(future.get(60, TimeUnit.SECONDS).getData()).isEqualTo(bytes("a"));
        });

        List<RecordedSpan> spans = new ArrayList<>(spans().take(5));
        RecordedSpan between = spans.stream()
                .filter(span -> span.name().equals("send in-between"))
                .findFirst()
                .orElseThrow();
        assertThat(between).isChildOf(spans.get(0));
        spans.remove(between);
        assertThatItIsAnswered(spans);
    }

    @Test
    void aRequestThatNobodyAnswersIsAnError() throws Exception {
        connection.subscribe(subject);
        connection.flush(PATIENCE);

        assertThat(connection.request(subject, bytes("a"), Duration.ofMillis(1)))
                .isNull();

        assertThat(spans().takeOne()).hasName("send " + subject).hasError("no_answer");
    }

    @Test
    void aRequestForWhichNobodyListensIsAnError() throws Exception {
        assertThat(connection.request(subject, bytes("a"), PATIENCE)).isNull();

        assertThat(spans().takeOne()).hasName("send " + subject).hasError("no_answer");

        assertThatThrownBy(() -> connection.request(subject, bytes("a")).get(60, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class);

        assertThat(spans().takeOne()).hasName("send " + subject).hasError(CancellationException.class.getName());
    }

    @Test
    void aRequestThatCannotBeSentIsAnError() throws Exception {
        connection.close();

        assertThatThrownBy(() -> connection.request(subject, bytes("a"), PATIENCE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.request(subject, bytes("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> publish("a")).isInstanceOf(IllegalStateException.class);

        for (RecordedSpan span : spans().take(3)) {
            assertThat(span).hasName("send " + subject).hasError(IllegalStateException.class.getName());
        }
    }

    @Test
    void aRequestInAnUnsampledTracePassesItOn() throws Exception {
        connection
                .createDispatcher(request -> connection.publish(request.getReplyTo(), bytes(traceparent(request))))
                .subscribe(subject);
        connection.flush(PATIENCE);

        Traces.inUnsampledTrace(() -> {
            String expected = "00-" + Traces.UNSAMPLED_TRACE_ID + "-0000000000000003-00";
            assertThat(text(connection.request(subject, bytes("a"), PATIENCE))).isEqualTo(expected);
            assertThat(text(connection.request(subject, bytes("a")).get(60, TimeUnit.SECONDS)))
                    .isEqualTo(expected);
        });
    }
}
