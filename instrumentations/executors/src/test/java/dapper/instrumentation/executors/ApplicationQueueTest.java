// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.WatchedObjects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ApplicationQueueTest {
    @Test
    void isNotAskedForTheOldestTaskWhenThatIsDiscarded() throws Exception {
        WatchedObjects watched = new WatchedObjects();
        @SuppressWarnings("unchecked")
        BlockingQueue<Runnable> queue = watched.watch(BlockingQueue.class, new ArrayBlockingQueue<Runnable>(1));
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue, new ThreadPoolExecutor.DiscardOldestPolicy());
        CountDownLatch release = new CountDownLatch(1);
        pool.execute(() -> Carried.await(release));
        pool.execute(() -> {});
        pool.execute(() -> {});
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(watched.calls()).contains("BlockingQueue.poll");
        watched.assertAgentCalledNothing();
    }
}
