// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class CompletableFutureTest {
    private final ExecutorService one = Executors.newFixedThreadPool(2);
    private final ExecutorService two = new ForkJoinPool(2);

    /** An executor of the application, which is not woven. */
    private final Executor own = task -> new Thread(task).start();

    @AfterEach
    void stop() {
        one.shutdownNow();
        two.shutdownNow();
        Carried.assertDrained();
    }

    @Test
    void asynchronousStart() throws Exception {
        TraceContext context = Carried.context();
        List<Object> seen = new ArrayList<>();
        Carried.run(context, () -> {
            assertThat(CompletableFuture.supplyAsync(Current::get).get()).isSameAs(context);
            for (Executor executor : List.of(one, two, own)) {
                assertThat(CompletableFuture.supplyAsync(Current::get, executor).get())
                        .isSameAs(context);
                CompletableFuture.runAsync(() -> seen.add(Current.get()), executor)
                        .get();
            }
        });
        assertThat(seen).hasSize(3).containsOnly(context);
        assertThat(CompletableFuture.supplyAsync(Current::get, one).get()).isNull();
    }

    @Test
    void stagesSeeTheContextOfWhereTheyWereAttached() throws Exception {
        TraceContext attacher = Carried.context();
        TraceContext completer = Carried.context();
        for (Executor executor : List.of(one, two, own)) {
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> other = new CompletableFuture<>();
            List<CompletableFuture<TraceContext>> stages = Carried.with(
                    attacher,
                    () -> List.of(
                            source.thenApplyAsync(x -> Current.get(), executor),
                            source.thenApply(x -> Current.get()),
                            source.handleAsync((x, e) -> Current.get(), executor),
                            source.thenComposeAsync(x -> CompletableFuture.completedFuture(Current.get()), executor),
                            source.thenCombineAsync(other, (x, y) -> Current.get(), executor),
                            source.thenCombine(other, (x, y) -> Current.get()),
                            source.applyToEitherAsync(new CompletableFuture<>(), x -> Current.get(), executor)));
            CompletableFuture<TraceContext> untraced = source.thenApplyAsync(x -> Current.get(), executor);
            Carried.run(completer, () -> {
                source.complete("x");
                assertThat(Current.get()).isSameAs(completer);
                other.complete("y");
            });
            for (CompletableFuture<TraceContext> stage : stages) {
                assertThat(stage.get(60, TimeUnit.SECONDS)).isSameAs(attacher);
            }
            assertThat(untraced.get(60, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void chainAcrossPools() throws Exception {
        Traces.inSpan(
                "parent",
                () -> CompletableFuture.supplyAsync(() -> span("a", "1"), one)
                        .thenApplyAsync(x -> span("b", x), two)
                        .thenComposeAsync(x -> CompletableFuture.supplyAsync(() -> span("c", x), own), one)
                        .thenApply(x -> span("d", x))
                        .whenCompleteAsync((x, e) -> span("e", x))
                        .get());
        List<RecordedSpan> spans = AgentExtension.spans().take(6);
        for (RecordedSpan span : spans.subList(1, 6)) {
            assertThat(span).isChildOf(spans.get(0));
        }
        assertThat(spans).extracting(RecordedSpan::name).containsExactly("parent", "a", "b", "c", "d", "e");
    }

    private static String span(String name, String value) {
        try {
            Traces.inSpan(name, () -> {});
            return value;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failure() throws Exception {
        TraceContext context = Carried.context();
        CompletableFuture<TraceContext> recovered = Carried.with(
                context,
                () -> CompletableFuture.<TraceContext>supplyAsync(
                                () -> {
                                    throw new IllegalStateException("as expected");
                                },
                                one)
                        .exceptionally(e -> Current.get()));
        assertThat(recovered.get()).isSameAs(context);
        assertThatThrownBy(() -> Carried.with(
                        context,
                        () -> CompletableFuture.runAsync(
                                        () -> {
                                            throw new IllegalStateException("as expected");
                                        },
                                        two)
                                .join()))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("as expected");
    }

    @Test
    void delayedExecutorAndTimeOut() throws Exception {
        TraceContext context = Carried.context();
        Carried.run(context, () -> {
            Executor delayed = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS, one);
            assertThat(CompletableFuture.supplyAsync(Current::get, delayed).get())
                    .isSameAs(context);
            assertThat(new CompletableFuture<TraceContext>()
                            .orTimeout(5, TimeUnit.MILLISECONDS)
                            .exceptionally(e -> Current.get())
                            .get())
                    .isSameAs(context);
        });
        Carried.assertCollected();
    }

    @Test
    void stageThatNeverRunsIsForgotten() throws Exception {
        Carried.run(Carried.context(), () -> {
            for (int i = 0; i < 5_000; i++) {
                assertThat(new CompletableFuture<String>().thenApplyAsync(x -> x, one))
                        .isNotNull();
            }
        });
        Carried.assertCollected();
    }

    @Test
    void manyChainsOfManyTraces() throws Exception {
        List<TraceContext> contexts = new ArrayList<>();
        List<CompletableFuture<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            TraceContext context = i % 5 == 0 ? null : Carried.context();
            contexts.add(context);
            results.add(Carried.with(
                    context,
                    () -> CompletableFuture.supplyAsync(() -> Current.get() == context, one)
                            .thenApplyAsync(x -> x && Current.get() == context, two)
                            .thenCombineAsync(
                                    CompletableFuture.supplyAsync(() -> Current.get() == context, two),
                                    (x, y) -> x && y && Current.get() == context,
                                    one)
                            .thenApplyAsync(x -> x && Current.get() == context)));
        }
        for (CompletableFuture<Boolean> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
