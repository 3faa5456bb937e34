// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** The client of Reactor Netty: its requests are written in the context of the call, and the same goes for what follows. */
@ExtendWith(AgentExtension.class)
class ReactorNettyTest {
    private final Contexts written = new Contexts();

    private DisposableServer server;
    private ConnectionProvider pool;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(isUsable(), "Reactor Netty needs a newer Reactor");
        Contexts.run(null, () -> {
            server = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .handle((request, response) -> request.receive()
                            .then(Mono.delay(Duration.ofMillis(2)))
                            .then(response.send()))
                    .bindNow();
            // Calls wait for one of the connections, and get it on the thread of the call that had it before.
            pool = ConnectionProvider.builder("few")
                    .maxConnections(2)
                    .pendingAcquireMaxCount(-1)
                    .build();
        });
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow();
            pool.dispose();
        }
    }

    private static boolean isUsable() {
        try {
            Class.forName("reactor.core.publisher.Sinks");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private HttpClient client() {
        return HttpClient.create(pool).doOnRequest((request, connection) -> written.note());
    }

    private Mono<Integer> get(String path) {
        return client().get()
                .uri("http://127.0.0.1:" + server.port() + path)
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())));
    }

    @Test
    void eachRequestIsWrittenInTheContextOfItsCall() throws Exception {
        List<String> expected = new ArrayList<>();
        List<Mono<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String path = "/" + i;
            TraceContext context = Contexts.start();
            expected.add(Contexts.name(context));
            Contexts.run(context, () -> {
                Mono<Integer> answer = get(path).cache();
                answer.subscribe();
                answers.add(answer);
            });
        }

        for (Mono<Integer> answer : answers) {
            assertThat(answer.toFuture().get(60, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(written.seen()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aCallAfterAnotherIsWrittenInTheSameContext() throws Exception {
        TraceContext context = Contexts.start();
        Contexts.run(
                context,
                () -> get("/first")
                        .delayElement(Duration.ofMillis(2))
                        .flatMap(status -> get("/second"))
                        .toFuture()
                        .get(60, TimeUnit.SECONDS));

        assertThat(written.seen()).containsExactly(Contexts.name(context), Contexts.name(context));
    }

    @Test
    void aCallWithoutAContextIsWrittenWithoutOne() throws Exception {
        TraceContext context = Contexts.start();
        Contexts.run(context, () -> get("/with").toFuture().get(60, TimeUnit.SECONDS));
        Contexts.run(null, () -> get("/without").toFuture().get(60, TimeUnit.SECONDS));

        assertThat(written.seen()).containsExactly(Contexts.name(context), Contexts.NONE);
    }
}
