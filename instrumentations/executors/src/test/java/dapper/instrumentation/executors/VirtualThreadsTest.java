// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.AgentExtension;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses reflection, since the tests are compiled for 17. */
@ExtendWith(AgentExtension.class)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void drained() {
        Carried.assertDrained();
    }

    private static ThreadFactory factory() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
        return (ThreadFactory) factory.invoke(builder);
    }

    @Test
    void threadTakesTheContextOfWhereItWasMade() throws Exception {
        TraceContext context = Carried.context();
        Thread thread = Carried.with(context, () -> factory().newThread(() -> seen.add(Current.get())));
        thread.start();
        thread.join();
        Thread without = factory().newThread(() -> seen.add(String.valueOf(Current.get())));
        Carried.run(context, without::start);
        without.join();
        assertThat(seen).containsExactly(context, "null");
    }

    @Test
    void startVirtualThread() throws Exception {
        TraceContext context = Carried.context();
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        Runnable task = () -> seen.add(Current.get());
        ((Thread) Carried.with(context, () -> start.invoke(null, task))).join();
        assertThat(seen).containsExactly(context);
    }

    /** They park, yield and change their carriers all the time. */
    @Test
    void contextStaysWhileThreadsMove() throws Exception {
        ThreadFactory factory = factory();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            TraceContext context = i % 4 == 0 ? null : Carried.context();
            Thread thread = Carried.with(
                    context,
                    () -> factory.newThread(() -> {
                        for (int step = 0; step < 10; step++) {
                            if (Current.get() != context) {
                                seen.add(String.valueOf(Current.get()));
                            }
                            if (step % 3 == 0) {
                                LockSupport.parkNanos(100_000);
                            } else {
                                Thread.yield();
                            }
                        }
                    }));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void poolOfVirtualThreadsKeepsNoContext() throws Exception {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory());
        try {
            TraceContext context = Carried.context();
            assertThat(Carried.with(context, () -> pool.submit(Current::get)).get())
                    .isSameAs(context);
            assertThat(pool.submit(Current::get).get()).isNull();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void threadThatIsNeverStartedIsForgotten() throws Exception {
        ThreadFactory factory = factory();
        Carried.run(Carried.context(), () -> {
            for (int i = 0; i < 1_000; i++) {
                factory.newThread(() -> {});
            }
        });
        Carried.assertCollected();
    }

    @Test
    void plainThreadTakesNone() throws Exception {
        Thread thread = Carried.with(
                Carried.context(),
                () -> Executors.defaultThreadFactory().newThread(() -> seen.add(String.valueOf(Current.get()))));
        Carried.run(Carried.context(), thread::start);
        thread.join();
        assertThat(seen).containsExactly("null");
    }
}
