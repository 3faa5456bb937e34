// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.Current;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs a piece of a test inside a trace. */
public final class Traces {
    /** The trace id of {@link #inUnsampledTrace}. */
    public static final String UNSAMPLED_TRACE_ID = "00000000000000010000000000000002";

    private Traces() {}

    /** A piece of a test. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Runs the action as a span of kind INTERNAL: a child of the current one, or the root of a new trace. */
    public static void inSpan(String name, Action action) throws Exception {
        callInSpan(name, () -> {
            action.run();
            return "";
        });
    }

    /** Like {@link #inSpan}, for an action with a result. */
    public static <T> T callInSpan(String name, Callable<T> action) throws Exception {
        TraceContext context = Tracer.startCall(Current.get(), name, SpanKind.INTERNAL, null);
        Span span = context == null ? null : context.span();
        if (span == null) {
            throw new IllegalStateException("a span cannot start here: " + context);
        }
        TraceContext previous = Current.swap(context);
        try {
            return action.call();
        } finally {
            Current.set(previous);
            span.end();
        }
    }

    /** Runs the action in a trace that the caller decided not to record. */
    public static void inUnsampledTrace(Action action) throws Exception {
        RemoteParent parent = new RemoteParent(1, 2, 3, false, null, null);
        TraceContext context = Tracer.startLocalRoot(parent, "unsampled", SpanKind.SERVER, null, null);
        @Nullable TraceContext previous = Current.swap(context);
        try {
            action.run();
        } finally {
            Current.set(previous);
        }
    }
}
