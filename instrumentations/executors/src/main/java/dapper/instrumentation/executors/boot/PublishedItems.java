// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import org.jspecify.annotations.Nullable;

/** Items between a publisher and its subscribers: each has the context of the thread that published it. */
public final class PublishedItems {
    private PublishedItems() {}

    /** Called before the item is put into the buffer of a subscriber, whose thread may be waiting for it. */
    public static void offered(@Nullable Object item) {
        if (item != null) {
            TaskContexts.attach(item);
        }
    }

    /** @param taken 0 if the buffer was full, negative if the subscriber is gone */
    public static void answered(@Nullable Object item, int taken) {
        if (item != null && taken <= 0) {
            TaskContexts.detach(item);
        }
    }

    /**
     * Called when the subscriber gets the item. An item without a context gets none, although the thread has that of
     * the request that woke it. The result is for {@link TaskRuns#end}.
     */
    public static @Nullable Object begin(@Nullable Object item) {
        return item == null ? null : TaskRuns.beginExactly(item);
    }
}
