// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WeakLoaderMapTest {
    private final WeakLoaderMap<List<String>> map = new WeakLoaderMap<>() {
        @Override
        protected List<String> create() {
            return new ArrayList<>();
        }
    };

    @Test
    void hasOneStatePerLoader() {
        ClassLoader first = GeneratedTypes.below(null);
        ClassLoader second = GeneratedTypes.below(null);
        assertThat(map.find(first)).isNull();
        List<String> ofFirst = map.get(first);
        assertThat(map.get(first)).isSameAs(ofFirst);
        assertThat(map.find(first)).isSameAs(ofFirst);
        assertThat(map.get(second)).isNotSameAs(ofFirst);
        assertThat(map.get(null)).isNotSameAs(ofFirst).isSameAs(map.find(null));
    }

    /** Loaders that are equal by their own equals method are still two. */
    @Test
    void tellsLoadersApartByIdentity() {
        ClassLoader first = new EqualLoader();
        ClassLoader second = new EqualLoader();
        assertThat(map.get(first)).isNotSameAs(map.get(second));
    }

    private static final class EqualLoader extends ClassLoader {
        @Override
        public boolean equals(Object other) {
            return other instanceof EqualLoader;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void neitherKeepsALoaderNorTheStateOfOneThatIsGone() {
        ClassLoader stays = GeneratedTypes.below(null);
        List<String> ofStays = map.get(stays);
        ClassLoader goes = GeneratedTypes.below(null);
        WeakReference<ClassLoader> loader = new WeakReference<>(goes);
        WeakReference<List<String>> state = new WeakReference<>(map.get(goes));
        goes = null;

        awaitCleared(loader);
        // The next new loader triggers the cleanup.
        awaitCleared(state);
        assertThat(map.find(stays)).isSameAs(ofStays);
        Reference.reachabilityFence(stays);
    }

    private void awaitCleared(WeakReference<?> reference) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (reference.get() != null && System.nanoTime() - deadline < 0) {
            System.gc();
            map.get(GeneratedTypes.below(null));
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void threadsThatComeFirstTogetherGetTheSameState() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CyclicBarrier start = new CyclicBarrier(4);
            for (int round = 0; round < 500; round++) {
                ClassLoader loader = GeneratedTypes.below(null);
                List<Future<List<String>>> states = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    states.add(threads.submit(() -> {
                        start.await();
                        return map.get(loader);
                    }));
                }
                for (Future<List<String>> state : states) {
                    assertThat(state.get()).isSameAs(map.find(loader));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
