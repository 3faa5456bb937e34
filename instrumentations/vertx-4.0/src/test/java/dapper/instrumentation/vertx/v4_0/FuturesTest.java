// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers and operations of a future run in the context of the code that added them. */
@ExtendWith(AgentExtension.class)
class FuturesTest {
    private final ForeignThread foreign = new ForeignThread();
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void assumeThatThisVersionIsWovenHere() {
        boolean ofVersion4 = Vertx.class.getResource("Completable.class") == null;
        assumeTrue(ofVersion4 == FuturesTest.class.getPackageName().endsWith("v4_0"));
    }

    @AfterEach
    void close() throws Exception {
        foreign.close();
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Adds all kinds of handlers to the future, and returns the contexts in which they ran. */
    private static CompletableFuture<List<String>> follow(Future<?> future, @Nullable TraceContext context)
            throws Exception {
        Contexts seen = new Contexts();
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        Contexts.run(context, () -> {
            future.onSuccess(seen::see);
            future.onFailure(seen::see);
            future.onComplete(result -> seen.note());
            future.map(seen::see)
                    .compose(item -> Future.succeededFuture(seen.see(item)))
                    .otherwise(failure -> {
                        seen.note();
                        return null;
                    })
                    .onComplete(result -> {
                        seen.note();
                        end.complete(seen.seen());
                    });
        });
        return end;
    }

    @Test
    void eachFollowerHasItsOwnContext() throws Exception {
        Promise<String> promise = Promise.promise();
        CompletableFuture<List<String>> ofFirst = follow(promise.future(), first);
        CompletableFuture<List<String>> ofSecond = follow(promise.future(), second);

        foreign.run(() -> promise.complete("item"));

        assertThat(ofFirst.get(60, TimeUnit.SECONDS)).hasSize(5).containsOnly(Contexts.name(first));
        assertThat(ofSecond.get(60, TimeUnit.SECONDS)).hasSize(5).containsOnly(Contexts.name(second));
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    @Test
    void aFailureIsFollowedInTheContextToo() throws Exception {
        Promise<String> promise = Promise.promise();
        CompletableFuture<List<String>> seen = follow(promise.future(), first);

        foreign.run(second, () -> promise.fail(new IllegalStateException("broken")));

        assertThat(seen.get(60, TimeUnit.SECONDS)).hasSize(4).containsOnly(Contexts.name(first));
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    @Test
    void aFollowerWithoutAContextHasThatOfTheThread() throws Exception {
        Promise<String> promise = Promise.promise();
        CompletableFuture<List<String>> seen = follow(promise.future(), null);

        foreign.run(second, () -> promise.complete("item"));

        assertThat(seen.get(60, TimeUnit.SECONDS)).hasSize(5).containsOnly(Contexts.name(second));
    }

    @Test
    void futuresOfVertxKeepTheContextAcrossItsThreads() throws Exception {
        assertThat(follow(vertx.fileSystem().exists("nowhere"), first).get(60, TimeUnit.SECONDS))
                .hasSize(5)
                .containsOnly(Contexts.name(first));
    }

    /** Calls wait for a connection, and get that of the call before on a thread of Vert.x. */
    @Test
    void everyStepOfACallHasTheContextOfItsCaller() throws Exception {
        HttpServer server = join(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("answer"))
                .listen(0, "127.0.0.1"));
        HttpClient client = vertx.createHttpClient();
        List<Future<String>> calls = new ArrayList<>();
        List<Contexts> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Contexts ofCall = new Contexts();
            seen.add(ofCall);
            Contexts.run(
                    i % 2 == 0 ? first : second,
                    () -> calls.add(client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                            .compose(request -> ofCall.see(request).send())
                            .compose(response -> ofCall.see(response).body())
                            .map(body -> ofCall.see(body.toString()))));
        }

        for (int i = 0; i < calls.size(); i++) {
            assertThat(join(calls.get(i))).isEqualTo("answer");
            assertThat(seen.get(i).seen()).hasSize(3).containsOnly(Contexts.name(i % 2 == 0 ? first : second));
        }
    }
}
