// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;

/** A task that a server runs on another of its threads for a request; it runs in the submitter's context. */
public final class RequestTask implements Runnable {
    private final Runnable task;
    private final TraceContext context;

    private RequestTask(Runnable task, TraceContext context) {
        this.task = task;
        this.context = context;
    }

    /** Returns the task itself if there is no context to carry. */
    public static Runnable of(Runnable task) {
        TraceContext context = Current.capture();
        return context == null || task instanceof RequestTask ? task : new RequestTask(task, context);
    }

    @Override
    public void run() {
        TraceContext previous = Current.swap(context);
        try {
            task.run();
        } finally {
            Current.set(previous);
        }
    }
}
