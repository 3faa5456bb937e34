// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassBytesTest {
    private static final byte[] CLASS_FILE = {1, 2, 3};

    private final ClassBytes classBytes = new ClassBytes(ClassLoader.getPlatformClassLoader());
    private final ExecutorService first = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() throws InterruptedException {
        first.shutdownNow();
        assertThat(first.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Answers after the first request has been held up. */
    private final class Slow extends ClassLoader {
        final AtomicInteger requests = new AtomicInteger();
        final CountDownLatch asked = new CountDownLatch(1);
        private final Runnable holdUp;
        private final boolean has;

        Slow(boolean has, Runnable holdUp) {
            this.has = has;
            this.holdUp = holdUp;
        }

        @Override
        public InputStream getResourceAsStream(String path) {
            if (requests.incrementAndGet() == 1) {
                asked.countDown();
                holdUp.run();
            }
            return has ? new ByteArrayInputStream(CLASS_FILE) : null;
        }
    }

    private static void spinUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadsThatWantTheSameClassFileAskOnce(boolean has) throws Exception {
        Thread second = Thread.currentThread();
        boolean inTime = false;
        while (!inTime) {
            Slow loader = new Slow(has, () -> spinUntil(() -> second.getState() == Thread.State.TIMED_WAITING));
            Future<byte[]> ofFirst = first.submit(() -> classBytes.find(loader, "app/Type"));
            loader.asked.await();

            long began = System.nanoTime();
            assertThat(classBytes.find(loader, "app/Type")).isEqualTo(has ? CLASS_FILE : null);
            // On a machine that is stalled for longer the second does not wait to the end.
            inTime = System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(Reading.MAX_WAIT_MILLIS);
            assertThat(ofFirst.get()).isEqualTo(has ? CLASS_FILE : null);
            assertThat(loader.requests.get()).isBetween(1, inTime ? 1 : 2);
        }
    }

    @Test
    void threadThatHoldsALockOfTheClassLoaderDoesNotWait() throws Exception {
        Object lock = new Object();
        Slow loader = new Slow(true, () -> {
            synchronized (lock) {
                assertThat(Thread.holdsLock(lock)).isTrue();
            }
        });
        Future<byte[]> ofFirst;
        synchronized (lock) {
            ofFirst = first.submit(() -> classBytes.find(loader, "app/Type"));
            loader.asked.await();

            assertThat(classBytes.find(loader, "app/Type")).isEqualTo(CLASS_FILE);
        }
        assertThat(ofFirst.get()).isEqualTo(CLASS_FILE);
        assertThat(loader.requests).hasValue(2);
    }

    @Test
    void classLoaderThatWantsTheClassFileItselfGetsIt() {
        Slow[] loader = new Slow[1];
        loader[0] = new Slow(
                true, () -> assertThat(classBytes.find(loader[0], "app/Type")).isEqualTo(CLASS_FILE));

        assertThat(classBytes.find(loader[0], "app/Type")).isEqualTo(CLASS_FILE);
        assertThat(loader[0].requests).hasValue(2);
    }

    @Test
    void classFileThatIsOnlyPeekedAtIsNotKept() {
        Slow loader = new Slow(true, () -> {});

        assertThat(classBytes.peek(loader, "app/Type")).isEqualTo(CLASS_FILE);
        assertThat(classBytes.find(loader, "app/Type")).isEqualTo(CLASS_FILE);
        assertThat(classBytes.find(loader, "app/Type")).isEqualTo(CLASS_FILE);
        assertThat(loader.requests).hasValue(2);
    }
}
