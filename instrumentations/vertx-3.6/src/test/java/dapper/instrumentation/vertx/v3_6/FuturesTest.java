// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers and operations of a future run in the context of the code that added them. */
@ExtendWith(AgentExtension.class)
class FuturesTest {
    private final ForeignThread foreign = new ForeignThread();
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();

    @AfterEach
    void close() {
        foreign.close();
    }

    /** Adds operations to the future, and returns the contexts in which they ran. */
    private static CompletableFuture<List<String>> follow(Future<String> future, @Nullable TraceContext context)
            throws Exception {
        Contexts seen = new Contexts();
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        Contexts.run(
                context,
                () -> future.map(seen::see)
                        .compose(item -> Future.succeededFuture(seen.see(item)))
                        .otherwise(failure -> {
                            seen.note();
                            return "";
                        })
                        .setHandler(result -> {
                            seen.note();
                            end.complete(seen.seen());
                        }));
        return end;
    }

    private static List<String> join(CompletableFuture<List<String>> seen) throws Exception {
        return seen.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aFollowerHasItsOwnContext() throws Exception {
        Future<String> future = Future.future();
        CompletableFuture<List<String>> seen = follow(future, first);

        foreign.run(second, () -> future.complete("item"));

        assertThat(join(seen)).hasSize(3).containsOnly(Contexts.name(first));
        assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
    }

    @Test
    void aFailureIsFollowedInTheContextToo() throws Exception {
        Future<String> future = Future.future();
        CompletableFuture<List<String>> seen = follow(future, first);

        foreign.run(second, () -> future.fail(new IllegalStateException("broken")));

        assertThat(join(seen)).hasSize(2).containsOnly(Contexts.name(first));
    }

    @Test
    void aFollowerWithoutAContextHasThatOfTheThread() throws Exception {
        Future<String> future = Future.future();
        CompletableFuture<List<String>> seen = follow(future, null);

        foreign.run(second, () -> future.complete("item"));

        assertThat(join(seen)).hasSize(3).containsOnly(Contexts.name(second));
    }

    @Test
    void theHandlerOfSeveralFuturesHasTheContextOfItsCode() throws Exception {
        Future<String> one = Future.future();
        Future<String> other = Future.future();
        CompletableFuture<String> seen = new CompletableFuture<>();
        Contexts.run(
                first, () -> CompositeFuture.all(one, other).setHandler(result -> seen.complete(Contexts.current())));

        foreign.run(second, () -> {
            one.complete("item");
            other.complete("item");
        });

        assertThat(seen.get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.name(first));
    }

    @Test
    void aBlockingTaskHasTheContextOfItsSubmitter() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<String> seen = new CompletableFuture<>();
            Contexts.run(
                    first,
                    () -> vertx.<String>executeBlocking(blocking -> seen.complete(Contexts.current()), result -> {}));

            assertThat(seen.get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.name(first));
        } finally {
            TestServer.stop(vertx);
        }
    }
}
