// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<String> map = new WeakIdentityMap<>();

    @Test
    void comparesKeysByIdentity() {
        String one = new String("key");
        String two = new String("key");
        map.put(one, "1");
        map.put(two, "2");
        assertThat(map.get(one)).isEqualTo("1");
        assertThat(map.get(two)).isEqualTo("2");
        assertThat(map.get("key")).isNull();
        assertThat(map.remove(one)).isEqualTo("1");
        assertThat(map.remove(one)).isNull();
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void behavesAsAMap() {
        Random random = new Random(1);
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            keys.add(new Object());
        }
        Map<Object, String> expected = new IdentityHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Object key = keys.get(random.nextInt(keys.size()));
            String value = String.valueOf(i);
            switch (random.nextInt(4)) {
                case 0 -> assertThat(map.remove(key)).isEqualTo(expected.remove(key));
                case 1 -> {
                    map.put(key, value);
                    expected.put(key, value);
                }
                case 2 -> {
                    String old = map.update(
                            key,
                            (cell, argument) -> {
                                String before = cell.value;
                                cell.value = before == null ? argument : null;
                                return before;
                            },
                            value);
                    assertThat(old).isEqualTo(expected.get(key));
                    expected.compute(key, (k, before) -> before == null ? value : null);
                }
                default -> assertThat(map.get(key)).isEqualTo(expected.get(key));
            }
        }
        assertThat(map.size()).isEqualTo(expected.size()).isPositive();
        expected.keySet().forEach(map::remove);
        assertThat(map.size()).isZero();
    }

    @Test
    void letsKeysGoAndForgetsThem() {
        for (int i = 0; i < 50_000; i++) {
            map.put(new Object(), "x");
        }
        Object kept = new Object();
        map.put(kept, "kept");
        awaitSize(1);
        assertThat(map.get(kept)).isEqualTo("kept");
    }

    @Test
    void removedKeyIsNotHeld() {
        Object key = new Object();
        WeakReference<Object> reference = new WeakReference<>(key);
        map.put(key, "x");
        map.remove(key);
        key = null;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (reference.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
        assertThat(map.size()).isZero();
    }

    @Test
    void threadsDoNotLoseEachOthersEntries() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                results.add(pool.submit(() -> {
                    start.await();
                    List<Object> keys = new ArrayList<>();
                    for (int i = 0; i < 20_000; i++) {
                        Object key = new Object();
                        keys.add(key);
                        map.put(key, "x");
                        if (i % 3 == 0) {
                            assertThat(map.remove(keys.remove(keys.size() / 2))).isEqualTo("x");
                        }
                    }
                    for (Object key : keys) {
                        assertThat(map.remove(key)).isEqualTo("x");
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        assertThat(map.size()).isZero();
    }

    private void awaitSize(int expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (map.size() != expected && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(map.size()).isEqualTo(expected);
    }
}
