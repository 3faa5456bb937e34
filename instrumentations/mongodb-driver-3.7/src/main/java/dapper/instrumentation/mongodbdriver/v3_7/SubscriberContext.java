// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that subscribed to the documents of a cursor: the server is asked for more of them in it,
 * whichever thread requests them. The driver's own object identifies the subscription.
 */
public final class SubscriberContext extends CallbackContext {
    private static final WeakIdentityMap<SubscriberContext> CONTEXTS = new WeakIdentityMap<>();

    private SubscriberContext() {}

    public static void add(Object cursor) {
        if (isPresent()) {
            CONTEXTS.put(cursor, new SubscriberContext());
        }
    }

    /** @return to be passed to {@link dapper.bootstrap.concurrent.TaskRuns#end} on the same thread */
    public static @Nullable Object begin(Object cursor) {
        SubscriberContext context = CONTEXTS.get(cursor);
        return context == null ? null : context.begin();
    }
}
