// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Contexts for tests that check contexts and not spans: they are never ended, so nothing is recorded. */
public final class Contexts {
    /** The name that stands for no context. */
    public static final String NONE = "none";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    /** A piece of a test. */
    public interface Action {
        void run() throws Exception;
    }

    public static TraceContext start() {
        TraceContext context = Tracer.startLocalRoot(null, "test", SpanKind.INTERNAL, null, null);
        if (context == null) {
            throw new IllegalStateException("the agent records nothing");
        }
        return context;
    }

    public static void run(@Nullable TraceContext context, Action action) throws Exception {
        TraceContext previous = Current.swap(context);
        try {
            action.run();
        } finally {
            Current.set(previous);
        }
    }

    public static String name(@Nullable TraceContext context) {
        return context == null ? NONE : Long.toHexString(context.spanId());
    }

    public static String current() {
        return name(Current.get());
    }

    /** Notes the context of the running thread; the item passes unchanged. */
    public <T> T see(T item) {
        seen.add(current());
        return item;
    }

    /** As {@link #see}, for a filter: keeps every item. */
    public boolean keep(Object item) {
        seen.add(current());
        return true;
    }

    public void note() {
        seen.add(current());
    }

    public List<String> seen() {
        return List.copyOf(seen);
    }
}
