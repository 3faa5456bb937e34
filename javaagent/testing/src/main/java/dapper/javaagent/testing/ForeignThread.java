// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.TraceContext;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that belongs to no subscriber, such as that of a driver. Its executor is not woven: only the
 * instrumentation of executors does that. */
public final class ForeignThread implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** Runs later, so that the subscription is complete. */
    public void run(Contexts.Action action) {
        run(null, action);
    }

    public void run(@Nullable TraceContext context, Contexts.Action action) {
        thread.schedule(
                () -> {
                    Contexts.run(context, action);
                    return "";
                },
                5,
                TimeUnit.MILLISECONDS);
    }

    /** Waits until everything before has run. */
    public String contextAfterwards() throws Exception {
        return thread.schedule(Contexts::current, 10, TimeUnit.MILLISECONDS).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
