// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that made a request: the listeners of its future run in it. The driver's own object of the
 * request identifies it.
 */
public final class CallerContext extends CallbackContext {
    private static final WeakIdentityMap<CallerContext> CONTEXTS = new WeakIdentityMap<>();

    private CallerContext() {}

    /** Called before a request is sent. */
    public static void add(Object request) {
        if (isPresent()) {
            CONTEXTS.put(request, new CallerContext());
        }
    }

    /**
     * Called before the future of a request is completed, which happens once.
     *
     * @return to be passed to {@link dapper.bootstrap.concurrent.TaskRuns#end} on the same thread
     */
    public static @Nullable Object begin(Object request) {
        CallerContext context = CONTEXTS.remove(request);
        return context == null ? null : context.begin();
    }
}
