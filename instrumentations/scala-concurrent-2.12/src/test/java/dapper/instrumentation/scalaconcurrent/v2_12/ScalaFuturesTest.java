// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.scalaconcurrent.v2_12;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import dapper.javaagent.testing.ForeignThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Function1;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.concurrent.Promise;
import scala.concurrent.Promise$;
import scala.runtime.AbstractPartialFunction;
import scala.util.Try;

/** Functions of futures run in the context of the code that added them, no matter who completes the future. */
@ExtendWith(AgentExtension.class)
class ScalaFuturesTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ForeignThread foreign = new ForeignThread();
    private final TraceContext first = Contexts.start();
    private final TraceContext second = Contexts.start();

    /** Every kind of executor that runs the operations of futures. */
    private final List<ExecutionContext> executors = List.of(
            ExecutionContext$.MODULE$.fromExecutor(threads),
            ExecutionContext$.MODULE$.global(),
            ExecutionContext$.MODULE$.fromExecutor(Runnable::run));

    @AfterEach
    void close() {
        threads.shutdownNow();
        foreign.close();
    }

    private static <T> Promise<T> promise() {
        return Promise$.MODULE$.apply();
    }

    private static <T> CompletableFuture<Try<T>> end(Future<T> future, ExecutionContext executor) {
        CompletableFuture<Try<T>> end = new CompletableFuture<>();
        future.onComplete(end::complete, executor);
        return end;
    }

    private static <T> T join(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    /** Adds all kinds of operations to the future, and returns the contexts in which they ran. */
    private static CompletableFuture<List<String>> follow(
            Future<String> future, @Nullable TraceContext context, ExecutionContext executor) throws Exception {
        Contexts seen = new Contexts();
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        Contexts.run(context, () -> {
            future.foreach(seen::see, executor);
            future.transform(seen::see, executor)
                    .map(seen::see, executor)
                    .filter(seen::keep, executor)
                    .flatMap(item -> Future$.MODULE$.successful(seen.see(item)), executor)
                    .transformWith(result -> Future$.MODULE$.fromTry(seen.see(result)), executor)
                    .recover(new Recovery(seen), executor)
                    .onComplete(
                            result -> {
                                seen.note();
                                return end.complete(seen.seen());
                            },
                            executor);
        });
        return end;
    }

    /** A function that is defined for failures only, as {@code recover} gets it from the compiler of Scala. */
    private static final class Recovery extends AbstractPartialFunction<Throwable, String> {
        private final Contexts seen;

        private Recovery(Contexts seen) {
            this.seen = seen;
        }

        @Override
        public boolean isDefinedAt(Throwable failure) {
            seen.note();
            return failure instanceof IllegalStateException;
        }

        @Override
        public <T extends Throwable, R> R applyOrElse(T failure, Function1<T, R> otherwise) {
            if (!isDefinedAt(failure)) {
                return otherwise.apply(failure);
            }
            seen.note();
            @SuppressWarnings("unchecked")
            R recovered = (R) "recovered";
            return recovered;
        }
    }

    @Test
    void eachFollowerHasItsOwnContext() throws Exception {
        for (ExecutionContext executor : executors) {
            Promise<String> promise = promise();
            CompletableFuture<List<String>> ofFirst = follow(promise.future(), first, executor);
            CompletableFuture<List<String>> ofSecond = follow(promise.future(), second, executor);

            foreign.run(() -> promise.success("item"));

            assertThat(join(ofFirst)).hasSizeBetween(6, 7).containsOnly(Contexts.name(first));
            assertThat(join(ofSecond)).hasSizeBetween(6, 7).containsOnly(Contexts.name(second));
            assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
        }
    }

    @Test
    void aFailureIsFollowedInTheContextToo() throws Exception {
        for (ExecutionContext executor : executors) {
            Promise<String> promise = promise();
            CompletableFuture<List<String>> seen = follow(promise.future(), first, executor);

            foreign.run(second, () -> promise.failure(new IllegalStateException("broken")));

            // transform, transformWith, recover (is it defined, once or twice, and its result) and onComplete
            assertThat(join(seen)).hasSizeBetween(5, 6).containsOnly(Contexts.name(first));
            assertThat(foreign.contextAfterwards()).isEqualTo(Contexts.NONE);
        }
    }

    @Test
    void aFollowerWithoutAContextDoesNotGetThatOfTheThread() throws Exception {
        for (ExecutionContext executor : executors) {
            Promise<String> promise = promise();
            CompletableFuture<List<String>> seen = follow(promise.future(), null, executor);

            foreign.run(second, () -> promise.success("item"));

            assertThat(join(seen)).hasSizeBetween(6, 7).containsOnly(Contexts.NONE);
        }
    }

    @Test
    void aFollowerOfACompletedFutureHasTheContextOfItsThread() throws Exception {
        for (ExecutionContext executor : executors) {
            assertThat(join(follow(Future$.MODULE$.successful("item"), first, executor)))
                    .hasSizeBetween(6, 7)
                    .containsOnly(Contexts.name(first));
        }
    }

    @Test
    void theBodyOfAFutureRunsInTheContextOfTheCodeThatMadeIt() throws Exception {
        for (ExecutionContext executor : executors) {
            List<CompletableFuture<Try<String>>> bodies = new ArrayList<>();
            for (TraceContext context : Arrays.asList(first, null, second)) {
                Contexts.run(
                        context, () -> bodies.add(end(Future$.MODULE$.apply(Contexts::current, executor), executor)));
            }
            assertThat(join(bodies.get(0)).get()).isEqualTo(Contexts.name(first));
            assertThat(join(bodies.get(1)).get()).isEqualTo(Contexts.NONE);
            assertThat(join(bodies.get(2)).get()).isEqualTo(Contexts.name(second));
        }
    }

    /** A function sees its own exception and no other, and the thread keeps its context. */
    @Test
    void aFunctionThatThrowsLeavesNoContext() throws Exception {
        ExecutionContext here = ExecutionContext$.MODULE$.fromExecutor(Runnable::run);
        Promise<String> promise = promise();
        IllegalStateException broken = new IllegalStateException("broken");
        List<CompletableFuture<Try<String>>> ends = new ArrayList<>();
        Contexts.run(first, () -> {
            ends.add(end(
                    promise.future()
                            .map(
                                    item -> {
                                        throw broken;
                                    },
                                    here),
                    here));
        });

        Contexts.run(second, () -> {
            promise.success("item");
            assertThat(Contexts.current()).isEqualTo(Contexts.name(second));
        });

        assertThat(join(ends.get(0)).failed().get()).isSameAs(broken);
        assertThat(Current.get()).isNull();
    }

    @Test
    void manyChainsOfManyTraces() throws Exception {
        List<CompletableFuture<Try<Boolean>>> ends = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            TraceContext context = i % 5 == 0 ? null : Contexts.start();
            ExecutionContext one = executors.get(i % 2);
            ExecutionContext other = executors.get((i + 1) % 2);
            Contexts.run(
                    context,
                    () -> ends.add(end(
                            Future$.MODULE$
                                    .apply(() -> Current.get() == context, one)
                                    .map(same -> same && Current.get() == context, other)
                                    .flatMap(
                                            same -> Future$.MODULE$.apply(
                                                    () -> same && Current.get() == context, other),
                                            one)
                                    .map(same -> same && Current.get() == context, one),
                            one)));
        }
        for (CompletableFuture<Try<Boolean>> end : ends) {
            assertThat(join(end).get()).isTrue();
        }
    }
}
