// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that subscribed to a reactive result: pages are fetched in it, whichever thread asks for them.
 * The driver's own object of the subscription identifies it.
 */
public final class SubscriberContext extends CallbackContext {
    private static final WeakIdentityMap<SubscriberContext> CONTEXTS = new WeakIdentityMap<>();

    private SubscriberContext() {}

    /** Called before the first page is fetched. */
    public static void add(Object subscription) {
        if (isPresent()) {
            CONTEXTS.put(subscription, new SubscriberContext());
        }
    }

    /**
     * Called before a page is fetched.
     *
     * @return to be passed to {@link dapper.bootstrap.concurrent.TaskRuns#end} on the same thread
     */
    public static @Nullable Object begin(Object subscription) {
        SubscriberContext context = CONTEXTS.get(subscription);
        return context == null ? null : context.begin();
    }
}
