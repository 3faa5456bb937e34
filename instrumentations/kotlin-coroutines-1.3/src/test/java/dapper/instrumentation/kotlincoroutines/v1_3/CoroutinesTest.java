// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kotlincoroutines.v1_3;

import static dapper.instrumentation.kotlincoroutines.v1_3.Steps.on;
import static dapper.instrumentation.kotlincoroutines.v1_3.Steps.pause;
import static dapper.instrumentation.kotlincoroutines.v1_3.Steps.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.javaagent.testing.AgentExtension;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class CoroutinesTest {
    private static final String NONE = "none";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CoroutineContext oneThread = ExecutorsKt.from(thread);
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final TraceContext first = context();
    private final TraceContext second = context();

    @AfterEach
    void close() {
        thread.shutdownNow();
    }

    /** Never ended, so nothing is recorded. */
    private static TraceContext context() {
        TraceContext context = Tracer.startLocalRoot(null, "test", SpanKind.INTERNAL, null, null);
        assertThat(context).isNotNull();
        return context;
    }

    private static <T> T in(@Nullable TraceContext context, Callable<T> action) throws Exception {
        TraceContext previous = Current.swap(context);
        try {
            return action.call();
        } finally {
            Current.set(previous);
        }
    }

    private static String name(@Nullable TraceContext context) {
        return context == null ? NONE : Long.toHexString(context.spanId());
    }

    private Steps.Step see() {
        return see(seen);
    }

    private static Steps.Step see(Queue<String> seen) {
        return plain(scope -> seen.add(name(Current.get())));
    }

    private static Job launch(CoroutineContext dispatcher, Steps body) {
        return launch(GlobalScope.INSTANCE, dispatcher, body);
    }

    private static Job launch(CoroutineScope scope, CoroutineContext dispatcher, Steps body) {
        return BuildersKt.launch(scope, dispatcher, CoroutineStart.DEFAULT, body);
    }

    private static void join(Job job) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        job.invokeOnCompletion(cause -> {
            end.countDown();
            return kotlin.Unit.INSTANCE;
        });
        assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private String onThread() throws Exception {
        return thread.submit(() -> name(Current.get())).get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCoroutineHasTheContextOfItsStartOnEveryThread() throws Exception {
        Steps inner = Steps.of(see(), pause(), see());
        Job job = in(
                first,
                () -> launch(
                        Dispatchers.getDefault(),
                        Steps.of(
                                see(),
                                pause(),
                                see(),
                                on(Dispatchers.getIO(), inner),
                                see(),
                                on(oneThread, inner),
                                see())));

        join(job);

        assertThat(seen).hasSize(8).containsOnly(name(first));
        assertThat(onThread()).isEqualTo(NONE);
    }

    @Test
    void coroutinesThatTakeTurnsOnOneThreadKeepTheirContexts() throws Exception {
        Queue<String> ofSecond = new ConcurrentLinkedQueue<>();
        Queue<String> ofNobody = new ConcurrentLinkedQueue<>();
        Job one = in(first, () -> launch(oneThread, Steps.of(see(), pause(), see(), pause(), see())));
        Job two = in(
                second,
                () -> launch(oneThread, Steps.of(see(ofSecond), pause(), see(ofSecond), pause(), see(ofSecond))));
        Job none = launch(oneThread, Steps.of(see(ofNobody), pause(), see(ofNobody), pause(), see(ofNobody)));

        join(one);
        join(two);
        join(none);

        assertThat(seen).hasSize(3).containsOnly(name(first));
        assertThat(ofSecond).hasSize(3).containsOnly(name(second));
        assertThat(ofNobody).hasSize(3).containsOnly(NONE);
        assertThat(onThread()).isEqualTo(NONE);
    }

    @Test
    void aCoroutineInsideAnotherHasTheContextOfTheMomentItStarts() throws Exception {
        Job outer = in(
                first,
                () -> launch(
                        Dispatchers.getDefault(),
                        Steps.of(
                                plain(scope -> in(second, () -> launch(scope, oneThread, Steps.of(pause(), see())))),
                                pause())));

        join(outer);

        assertThat(seen).containsExactly(name(second));
    }

    @Test
    void runBlockingLeavesTheThreadAsItWas() throws Exception {
        String after = in(first, () -> {
            BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, Steps.of(see(), pause(), see()));
            return name(Current.get());
        });

        assertThat(seen).hasSize(2).containsOnly(name(first));
        assertThat(after).isEqualTo(name(first));
    }

    /** Such as an instrumentation that enters a call, and leaves it on another thread after the coroutine has suspended. */
    @Test
    void aContextThatACoroutineLeavesOnTheThreadIsGoneWhenItSuspends() throws Exception {
        Job job = in(first, () -> launch(oneThread, Steps.of(plain(scope -> Current.set(second)), pause(), see())));

        join(job);

        assertThat(seen).containsExactly(name(first));
        assertThat(onThread()).isEqualTo(NONE);
    }

    @Test
    void aCoroutineThatFailsOrIsCancelledLeavesNoContext() throws Exception {
        Job failed = in(
                first,
                () -> launch(oneThread, Steps.of(see(), plain(scope -> {
                    throw new java.util.concurrent.CancellationException("broken");
                }))));
        join(failed);
        Job cancelled = in(
                first,
                () -> launch(
                        oneThread, Steps.of(see(), (scope, self) -> kotlinx.coroutines.DelayKt.delay(60_000, self))));
        cancelled.cancel((java.util.concurrent.CancellationException) null);
        join(cancelled);

        assertThat(seen).containsOnly(name(first));
        assertThat(onThread()).isEqualTo(NONE);
    }

    @Test
    void nothingKeepsTheContextOfACoroutineThatHasEnded() throws Exception {
        WeakReference<TraceContext> gone = runOne();

        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (gone.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
    }

    private WeakReference<TraceContext> runOne() throws Exception {
        TraceContext context = context();
        join(in(context, () -> launch(oneThread, Steps.of(pause(), see()))));
        assertThat(List.copyOf(seen)).containsExactly(name(context));
        return new WeakReference<>(context);
    }
}
