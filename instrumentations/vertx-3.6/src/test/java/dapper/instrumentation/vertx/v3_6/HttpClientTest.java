// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers of a client that has one connection for all callers. Netty is not woven here. */
@ExtendWith(AgentExtension.class)
class HttpClientTest {
    /** By URI: the context in which a request is written. */
    private final Map<String, String> written = new ConcurrentHashMap<>();

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setMetricsOptions(new MetricsOptions().setEnabled(true).setFactory(options -> new Writes())));
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1).setKeepAlive(true));
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();

    private int port;

    private static final class Seen {
        final Contexts contexts = new Contexts();
        final CompletableFuture<String> end = new CompletableFuture<>();
    }

    /** Metrics see a request when it has its connection. */
    private final class Writes implements VertxMetrics {
        @Override
        public HttpClientMetrics<?, ?, ?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
            return new HttpClientMetrics<Object, Object, Object, Object, Object>() {
                @Override
                public @Nullable Object requestBegin(
                        Object endpoint,
                        Object socket,
                        SocketAddress local,
                        SocketAddress remote,
                        HttpClientRequest request) {
                    written.put(request.uri(), Contexts.current());
                    return null;
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        port = TestServer.start(vertx, HttpClientTest::serve);
    }

    private static void serve(HttpServerRequest request) {
        if (request.path().equals("/moved")) {
            request.response().setStatusCode(302).putHeader("Location", "/new").end();
        } else if (request.path().equals("/closed")) {
            request.connection().close();
        } else {
            request.response().end("answer");
        }
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        TestServer.stop(vertx);
    }

    /** Notes the contexts in which the handlers run. */
    private Seen call(String uri, @Nullable TraceContext context) throws Exception {
        Seen seen = new Seen();
        Contexts.run(context, () -> {
            HttpClientRequest request = client.get(port, "127.0.0.1", uri);
            request.handler(response -> {
                seen.contexts.note();
                response.handler(chunk -> seen.contexts.note());
                response.endHandler(end -> {
                    seen.contexts.note();
                    seen.end.complete(uri);
                });
            });
            request.exceptionHandler(failure -> {
                seen.contexts.note();
                seen.end.complete(failure.getMessage());
            });
            request.setFollowRedirects(true).end();
        });
        return seen;
    }

    private static void assertHandlers(Seen call, int count, @Nullable TraceContext context) throws Exception {
        assertThat(call.end.get(60, TimeUnit.SECONDS)).isNotEmpty();
        assertThat(call.contexts.seen()).hasSize(count).containsOnly(Contexts.name(context));
    }

    @Test
    void eachCallHasTheContextOfItsCallerAlthoughItWaitsForTheConnection() throws Exception {
        List<TraceContext> callers = new ArrayList<>();
        List<Seen> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callers.add(i % 2 == 0 ? first : second);
            calls.add(call("/there?" + i, callers.get(i)));
        }

        for (int i = 0; i < calls.size(); i++) {
            assertHandlers(calls.get(i), 3, callers.get(i));
            assertThat(written).containsEntry("/there?" + i, Contexts.name(callers.get(i)));
        }
    }

    /** The end of a call in a context lets the next one have the connection. */
    @Test
    void aCallWithoutAContextHasNoneThoughOthersWaitToo() throws Exception {
        Seen before = call("/before", first);
        Seen without = call("/without", null);
        Seen behind = call("/behind", second);

        assertHandlers(before, 3, first);
        assertHandlers(without, 3, null);
        assertHandlers(behind, 3, second);
        assertThat(written)
                .containsOnly(
                        Map.entry("/before", Contexts.name(first)),
                        Map.entry("/without", Contexts.NONE),
                        Map.entry("/behind", Contexts.name(second)));
    }

    @Test
    void theRequestThatFollowsARedirectHasTheContextToo() throws Exception {
        assertHandlers(call("/moved", first), 3, first);

        assertThat(written)
                .containsOnly(Map.entry("/moved", Contexts.name(first)), Map.entry("/new", Contexts.name(first)));
    }

    @Test
    void aFailureIsHandledInTheContext() throws Exception {
        assertHandlers(call("/closed", first), 1, first);
    }
}
