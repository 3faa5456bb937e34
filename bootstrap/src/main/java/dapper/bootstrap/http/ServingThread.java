// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the running thread is inside the handling of a request, sampled or not: what filters, forwards and
 * includes call there belongs to that request.
 *
 * <p>Whoever gets true from {@link #isFree} calls {@link #enter}, and {@link #leave} on the same thread afterwards.
 */
public final class ServingThread {
    private static final ThreadLocal<ServingThread> HOLDER = new ThreadLocal<ServingThread>() {
        @Override
        protected ServingThread initialValue() {
            return new ServingThread();
        }
    };

    private boolean serving;
    private boolean first;
    private @Nullable TraceContext previous;

    private ServingThread() {}

    public static boolean isFree() {
        return !HOLDER.get().serving;
    }

    /**
     * Makes the context current, whatever was: a request never belongs to what the thread did before.
     *
     * @param first whether the request begins here, and is not one that comes back from an earlier visit
     */
    public static void enter(TraceContext context, boolean first) {
        ServingThread thread = HOLDER.get();
        thread.previous = Current.swap(context);
        thread.first = first;
        thread.serving = true;
    }

    /** Answers what {@link #enter} was told: whether the request began there. */
    public static boolean leave() {
        ServingThread thread = HOLDER.get();
        thread.serving = false;
        Current.set(thread.previous);
        thread.previous = null;
        return thread.first;
    }
}
