// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/** The context of the code that added the last listener to a future: its listeners run in it. */
public final class ListenerContext extends CallbackContext {
    private static final WeakIdentityMap<ListenerContext> CONTEXTS = new WeakIdentityMap<>();

    private ListenerContext() {}

    /** Called before a listener is added. */
    public static void add(Object future) {
        if (isPresent()) {
            CONTEXTS.put(future, new ListenerContext());
        }
    }

    /**
     * Called before the listeners, of which there may be none, are given to the executor.
     *
     * @return to be passed to {@link dapper.bootstrap.concurrent.TaskRuns#end} on the same thread
     */
    public static @Nullable Object begin(Object future) {
        ListenerContext context = CONTEXTS.remove(future);
        return context == null ? null : context.begin();
    }
}
