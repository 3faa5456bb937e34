// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The request that the running thread handles, sampled or not: all filters, forwards and includes on this thread belong
 * to it. The innermost layer that serves a request, the container's own, enters; the layers above find the thread busy.
 *
 * <p>A caller that gets true from {@link #isFree} calls {@link #enter}, and {@link #leave} on the same thread
 * afterwards.
 */
public final class ServingThread {
    private static final ThreadLocal<ServingThread> HOLDER = new ThreadLocal<ServingThread>() {
        @Override
        protected ServingThread initialValue() {
            return new ServingThread();
        }
    };

    private @Nullable TraceContext request;
    private boolean first;
    private boolean routing;
    private @Nullable TraceContext previous;

    private ServingThread() {}

    public static boolean isFree() {
        return HOLDER.get().request == null;
    }

    /**
     * Makes the context current and replaces any other: a request never belongs to earlier work of the thread.
     *
     * @param first true if the request begins here, false if it returns from an earlier visit
     */
    public static void enter(TraceContext context, boolean first) {
        ServingThread thread = HOLDER.get();
        thread.previous = Current.swap(context);
        thread.first = first;
        thread.routing = false;
        thread.request = context;
    }

    /**
     * Enters for a callback of a request that has begun elsewhere.
     *
     * @param context of the request, or null if it has none
     * @return false if the thread is busy or there is no context: then {@link #leave} must not be called
     */
    public static boolean enterAgain(@Nullable TraceContext context) {
        if (context == null || !isFree()) {
            return false;
        }
        enter(context, false);
        return true;
    }

    /** Returns the {@code first} that {@link #enter} got. */
    public static boolean leave() {
        ServingThread thread = HOLDER.get();
        thread.request = null;
        Current.set(thread.previous);
        thread.previous = null;
        return thread.first;
    }

    /**
     * For containers that use one method for a request and for its forwards and includes: only the outermost call may
     * name the route.
     *
     * @return true if this is the outermost; then {@link #endRouting} must be called on the same thread
     */
    public static boolean beginRouting() {
        ServingThread thread = HOLDER.get();
        if (thread.request == null || thread.routing) {
            return false;
        }
        thread.routing = true;
        return true;
    }

    /** The span to name, or null if the request is not sampled. */
    public static @Nullable Span endRouting() {
        ServingThread thread = HOLDER.get();
        thread.routing = false;
        return thread.request instanceof Span ? (Span) thread.request : null;
    }

    /** Records an exception that the server caught on the request of this thread, if there is one. */
    public static void fail(@Nullable Throwable thrown) {
        TraceContext request = HOLDER.get().request;
        if (request instanceof Span && thrown != null) {
            HttpServerTracer.fail((Span) request, thrown);
        }
    }
}
