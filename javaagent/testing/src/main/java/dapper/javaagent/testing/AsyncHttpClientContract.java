// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.sampling.testing.ReservedPort;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every HTTP client with callbacks. */
public abstract class AsyncHttpClientContract extends HttpClientContract {
    /** Sends a GET without waiting; the callback gets the whole response or the failure, on any thread. */
    protected abstract void send(URI uri, BiConsumer<@Nullable Answer, @Nullable Throwable> callback) throws Exception;

    /** Returns whether the instrumentation itself brings the caller's context into the callback. */
    protected abstract boolean carriesContextIntoCallbacks();

    @Test
    void callbacksKeepTheContextOfTheApplication() throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        Traces.inSpan(
                "parent",
                () -> send(uri("/ok"), (answer, thrown) -> {
                    try {
                        Traces.inSpan("callback", () -> {});
                        done.complete(String.valueOf(answer));
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                }));
        assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo(new Answer(200, "ok").toString());

        List<RecordedSpan> spans = spans().take(3);
        RecordedSpan client = spans.get(1);
        RecordedSpan callback = spans.get(2);
        assertThat(client).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
        assertThat(callback).hasName("callback");
        if (carriesContextIntoCallbacks()) {
            assertThat(callback).isChildOf(spans.get(0));
        } else {
            assertThat(callback.parentSpanId()).isNotEqualTo(client.spanId());
        }
        assertThat(callback.startEpochNanos()).isGreaterThanOrEqualTo(client.endEpochNanos());
        serverGotOneRequestOf(client);
    }

    @Test
    void callbacksOfFailuresComeAfterTheSpan() throws Exception {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        URI uri;
        try (ReservedPort nobody = new ReservedPort()) {
            uri = URI.create("http://localhost:" + nobody.number() + "/");

            send(uri, (answer, thrown) -> failed.complete(thrown));

            assertThat(failed.get(60, TimeUnit.SECONDS)).isNotNull();
        }
        RecordedSpan client = spans().takeOne();
        assertThat(client.error()).isTrue();
        assertThat(client).hasKind(SpanKind.CLIENT);
        assertThat(client.attributes())
                .containsAllEntriesOf(Map.of("url.full", uri.toString(), "server.address", "localhost"));
    }
}
