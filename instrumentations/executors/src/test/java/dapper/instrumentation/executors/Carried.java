// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.concurrent.TaskContexts;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Contexts for tests that check contexts and not spans: they are never ended, so nothing is recorded. */
final class Carried {
    private Carried() {}

    static Span context() {
        TraceContext context = Tracer.startLocalRoot(null, "test", SpanKind.INTERNAL, null, null);
        assertThat(context).isInstanceOf(Span.class);
        return (Span) context;
    }

    static <T> T with(@Nullable TraceContext context, Callable<T> action) throws Exception {
        TraceContext previous = Current.swap(context);
        try {
            return action.call();
        } finally {
            Current.set(previous);
        }
    }

    interface Action {
        void run() throws Exception;
    }

    static void run(@Nullable TraceContext context, Action action) throws Exception {
        with(context, () -> {
            action.run();
            return "";
        });
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a garbage collection: everything has been taken or forgotten. */
    static void assertDrained() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (TaskContexts.size() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(TaskContexts.size()).isZero();
    }

    /** With garbage collection. */
    static void assertCollected() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (TaskContexts.size() > 0 && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(TaskContexts.size()).isZero();
    }
}
