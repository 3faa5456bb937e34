// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Contexts;
import io.vertx.core.impl.TaskQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Blocking tasks that run one after the other, in one task of a pool. */
@ExtendWith(AgentExtension.class)
class TaskQueueTest {
    @Test
    void eachTaskHasTheContextOfItsSubmitter() throws Exception {
        TraceContext first = Contexts.start();
        TraceContext second = Contexts.start();
        Contexts seen = new Contexts();
        TaskQueue queue = new TaskQueue();
        CountDownLatch submitted = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Contexts.run(first, () -> queue.execute(() -> await(submitted), pool));
            Contexts.run(first, () -> queue.execute(seen::note, pool));
            Contexts.run(second, () -> queue.execute(seen::note, pool));
            queue.execute(seen::note, pool);
            queue.execute(done::countDown, pool);
            submitted.countDown();

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(seen.seen()).containsExactly(Contexts.name(first), Contexts.name(second), Contexts.NONE);
            assertThat(pool.submit(Contexts::current).get(60, TimeUnit.SECONDS)).isEqualTo(Contexts.NONE);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
