// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Most behaviour is tested with real executors, in {@code instrumentations/executors}. */
class TaskContextsTest {
    @AfterEach
    void clear() {
        Current.set(null);
    }

    @Test
    void costsNothingWhereNothingIsCurrent() {
        Runnable task = () -> {};
        for (int i = 0; i < 20_000; i++) {
            submitAndRun(task);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            submitAndRun(task);
        }
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
    }

    private static void submitAndRun(Runnable task) {
        TaskContexts.attach(task);
        assert TaskContexts.take(task) == null;
    }

    @Test
    void agentsOwnWorkIsNotCarried() {
        Runnable task = () -> {};
        Current.set(UnsampledContext.SUPPRESSED);
        TaskContexts.attach(task);
        assertThat(TaskContexts.size()).isZero();
    }
}
