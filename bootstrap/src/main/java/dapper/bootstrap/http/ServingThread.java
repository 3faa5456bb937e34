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
    private @Nullable TraceContext previous;

    private ServingThread() {}

    public static boolean isFree() {
        return !HOLDER.get().serving;
    }

    /** Makes the context current, whatever was: a request never belongs to what the thread did before. */
    public static void enter(@Nullable TraceContext context) {
        ServingThread thread = HOLDER.get();
        thread.previous = Current.swap(context);
        thread.serving = true;
    }

    public static void leave() {
        ServingThread thread = HOLDER.get();
        thread.serving = false;
        Current.set(thread.previous);
        thread.previous = null;
    }
}
