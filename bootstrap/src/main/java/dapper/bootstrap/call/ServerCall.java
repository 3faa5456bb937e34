// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A request while a server handles it, sampled or not. Instrumentations keep it with the server's own request and need
 * no other type.
 *
 * <p>Several threads visit a request, one after the other: each enters it, which makes the request's context that of
 * the thread, and leaves it, which restores the previous context. A thread serves one request at a time. The innermost
 * layer that serves the request, the container's own, enters; the layers above find the thread serving.
 *
 * <p>A request that nobody observes, unsampled and without a listener, allocates nothing: all of them share one object.
 */
public class ServerCall implements EndedCall {
    private static final CallKind KIND = CallKind.HTTP_SERVER;

    private static final AtomicIntegerFieldUpdater<ServerCall> REPORT =
            AtomicIntegerFieldUpdater.newUpdater(ServerCall.class, "report");

    private static final ServerCall UNOBSERVED = new ServerCall(UnsampledContext.WITHOUT_IDS, false);

    private final TraceContext context;

    /** {@link Call#NO_REPORT} and so on. */
    private volatile int report;

    private @Nullable String error;

    private ServerCall(TraceContext context, boolean observed) {
        this.context = context;
        this.report = observed ? Call.REPORT_DUE : Call.NO_REPORT;
    }

    /**
     * Starts a request; the thread's context stays. For the calls of a protocol, not for instrumentations.
     *
     * @param parent the context that the caller sent, or null
     * @param name of the span until the route is known
     * @param path of the URL, or null
     * @return null if the agent records nothing
     */
    public static @Nullable ServerCall start(@Nullable RemoteParent parent, String name, @Nullable String path) {
        TraceContext context = Tracer.startLocalRoot(parent, name, KIND.spanKind(), null, path);
        boolean observed = CallListening.hasListener();
        if (context == null || context instanceof Span) {
            return context == null ? null : new ServerCall(context, observed);
        }
        if (observed) {
            return new Unsampled(context, name);
        }
        return context == UnsampledContext.WITHOUT_IDS ? UNOBSERVED : new ServerCall(context, false);
    }

    /** Returns whether the running thread serves a request. */
    public static boolean isServing() {
        return ServingThread.get().call() != null;
    }

    /** The request that the running thread serves, or null. */
    public static @Nullable ServerCall running() {
        return ServingThread.get().call();
    }

    /**
     * Begins a visit of the running thread, which serves no request. {@link #leave} must follow on the same thread.
     * Replaces any context: a request never belongs to earlier work of the thread.
     *
     * @param first true if the request begins here, false if it returns from an earlier visit
     */
    public final void enter(boolean first) {
        ServingThread.get().enter(this, context, first);
    }

    /**
     * Begins a visit of a request that has begun elsewhere.
     *
     * @param call null if there is none
     * @return false if there is none or the thread serves a request; to be passed to {@link #leave(boolean)}
     */
    public static boolean enterAgain(@Nullable ServerCall call) {
        if (call == null || isServing()) {
            return false;
        }
        call.enter(false);
        return true;
    }

    /** Ends the visit of the running thread; returns the {@code first} that {@link #enter} got. */
    public static boolean leave() {
        return ServingThread.get().leave();
    }

    /** @param entered the result of {@link #enterAgain} */
    public static void leave(boolean entered) {
        if (entered) {
            leave();
        }
    }

    /**
     * For containers that use one method for a request and for its forwards and includes: only the outermost call may
     * name the route.
     *
     * @return true if this is the outermost; then {@link #endRouting} must be called on the same thread
     */
    public static boolean beginRouting() {
        ServingThread thread = ServingThread.get();
        if (thread.call() == null || thread.routing) {
            return false;
        }
        thread.routing = true;
        return true;
    }

    /** The request to name, or null if nobody needs its name. */
    public static @Nullable ServerCall endRouting() {
        ServingThread thread = ServingThread.get();
        thread.routing = false;
        ServerCall call = thread.call();
        return call != null && call.isObserved() ? call : null;
    }

    /**
     * For frameworks that choose their handler on any thread, maybe after the running thread has left the request: the
     * container's own route does not count on this visit.
     *
     * @return the request to name, or null if nobody needs its name
     */
    public static @Nullable ServerCall claimRoute() {
        ServingThread thread = ServingThread.get();
        ServerCall call = thread.call();
        if (call == null || !call.isObserved()) {
            return null;
        }
        thread.routeClaimed = true;
        return call;
    }

    /** Returns whether a framework names the request that the running thread serves. */
    public static boolean isRouteClaimed() {
        return ServingThread.get().routeClaimed;
    }

    /** Returns whether anything needs the description and the end of the request. */
    public final boolean isObserved() {
        return report == Call.REPORT_DUE || context instanceof Span;
    }

    @Override
    public final CallKind kind() {
        return KIND;
    }

    /** Null: the other side is the caller. */
    @Override
    public final @Nullable CallTarget target() {
        return null;
    }

    @Override
    public final @Nullable String statusName() {
        return null;
    }

    /** The span that describes the request, or null if it is not recorded. Not for instrumentations. */
    @Override
    public final @Nullable Span span() {
        return context instanceof Span ? (Span) context : null;
    }

    /** The name of the span: method and route of a request. Null if it is not observed. */
    @Override
    public @Nullable String operation() {
        return context instanceof Span ? ((Span) context).name() : null;
    }

    /** Renames the request, if it is observed. */
    public void operation(String operation) {
        if (context instanceof Span) {
            ((Span) context).name(operation);
        }
    }

    /** As in {@code error.type}; null while the request has not failed. */
    public final @Nullable String error() {
        return error;
    }

    /** The first error counts. */
    public final void error(String error) {
        if (this.error == null && isObserved()) {
            this.error = error;
        }
    }

    /**
     * Ends the request; only the first of several ends counts. Never throws.
     *
     * @param status of the response, 0 if none was sent
     */
    public final void end(int status) {
        if (report == Call.NO_REPORT) {
            endSpan();
        } else if (REPORT.compareAndSet(this, Call.REPORT_DUE, Call.REPORTED)) {
            endSpan();
            Call.report(this, nanos(), status, error);
        }
    }

    private void endSpan() {
        if (context instanceof Span) {
            ((Span) context).end();
        }
    }

    /** The duration of a request that has ended. */
    long nanos() {
        Span span = span();
        return span == null ? 0 : span.endNanoTime() - span.startNanoTime();
    }

    /** A request that only the listener observes. */
    private static final class Unsampled extends ServerCall {
        private final long startTicks = System.nanoTime();
        private String operation;

        Unsampled(TraceContext context, String operation) {
            super(context, true);
            this.operation = operation;
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public void operation(String operation) {
            this.operation = operation;
        }

        @Override
        long nanos() {
            return System.nanoTime() - startTicks;
        }
    }
}
