// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;

/** A task in a queue of Vert.x, whose runner takes the tasks of several submitters one after the other. */
public final class ContextTask extends CallbackContext implements Runnable {
    private final Runnable task;

    private ContextTask(Runnable task) {
        this.task = task;
    }

    /** @return a task with the context of the running thread, also if that has none */
    public static Runnable of(Runnable task) {
        return new ContextTask(task);
    }

    @Override
    public void run() {
        Object before = begin();
        try {
            task.run();
        } finally {
            TaskRuns.end(before);
        }
    }
}
