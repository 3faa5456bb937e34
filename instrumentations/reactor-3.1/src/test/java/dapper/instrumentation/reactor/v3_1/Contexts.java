// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Contexts for tests that check contexts and not spans: they are never ended, so nothing is recorded. */
final class Contexts {
    /** The name that stands for no context. */
    static final String NONE = "none";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    /** A piece of a test. */
    interface Action {
        void run() throws Exception;
    }

    static TraceContext start() {
        TraceContext context = Tracer.startLocalRoot(null, "test", SpanKind.INTERNAL, null, null);
        if (context == null) {
            throw new IllegalStateException("the agent records nothing");
        }
        return context;
    }

    static void run(@Nullable TraceContext context, Action action) throws Exception {
        TraceContext previous = Current.swap(context);
        try {
            action.run();
        } finally {
            Current.set(previous);
        }
    }

    static String name(@Nullable TraceContext context) {
        return context == null ? NONE : Long.toHexString(context.spanId());
    }

    static String current() {
        return name(Current.get());
    }

    /** Notes the context of the running thread; the item passes unchanged. */
    <T> T see(T item) {
        seen.add(current());
        return item;
    }

    boolean keep(Object item) {
        seen.add(current());
        return true;
    }

    void note() {
        seen.add(current());
    }

    List<String> seen() {
        return List.copyOf(seen);
    }
}
