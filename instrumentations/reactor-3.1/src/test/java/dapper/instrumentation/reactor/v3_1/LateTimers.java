// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.reactor.v3_1;

import dapper.javaagent.testing.Contexts;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A scheduler whose timers end only after the subscription is complete. Some operators of Reactor 3.1 may lose their
 * signals or fail if their time is over earlier, which a busy machine provokes.
 */
final class LateTimers implements AutoCloseable {
    private final ReentrantLock subscribing = new ReentrantLock();

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1) {
        @Override
        protected void beforeExecute(Thread running, Runnable task) {
            subscribing.lock();
            try {
                super.beforeExecute(running, task);
            } finally {
                subscribing.unlock();
            }
        }
    };

    final Scheduler scheduler = Schedulers.fromExecutorService(thread);

    /** Makes a subscription. */
    void subscribe(Contexts.Action action) throws Exception {
        subscribing.lock();
        try {
            action.run();
        } finally {
            subscribing.unlock();
        }
    }

    @Override
    public void close() {
        scheduler.dispose();
        thread.shutdownNow();
    }
}
