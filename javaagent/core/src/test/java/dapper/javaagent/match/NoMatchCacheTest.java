// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NoMatchCacheTest {
    private final NoMatchCache cache = new NoMatchCache();
    private final ClassLoader loader = GeneratedTypes.below(null);

    @Test
    void knowsWhatWasAddedForThatLoaderOnly() {
        ClassLoader other = GeneratedTypes.below(null);
        cache.add(loader, "app/Service");
        assertThat(cache.contains(loader, "app/Service")).isTrue();
        assertThat(cache.contains(other, "app/Service")).isFalse();
        assertThat(cache.contains(null, "app/Service")).isFalse();
        assertThat(cache.contains(loader, "app/Servicf")).isFalse();
        assertThat(cache.contains(loader, "")).isFalse();
    }

    @Test
    void forgetsWhatIsRemoved() {
        cache.add(loader, "app/Service");
        cache.add(loader, "app/Other");
        cache.remove(loader, "app/Service");
        cache.remove(loader, "app/NeverAdded");
        assertThat(cache.contains(loader, "app/Service")).isFalse();
        assertThat(cache.contains(loader, "app/Other")).isTrue();
    }

    @Test
    void neverTakesOneNameForAnotherAmongManyAndLosesOnlyTheOverwritten() {
        int kept = 0;
        for (int i = 0; i < 100_000; i++) {
            cache.add(loader, "app/package" + i % 97 + "/Type" + i);
        }
        for (int i = 0; i < 100_000; i++) {
            kept += cache.contains(loader, "app/package" + i % 97 + "/Type" + i) ? 1 : 0;
            assertThat(cache.contains(loader, "app/package" + i % 97 + "/Tipe" + i))
                    .isFalse();
        }
        // Of 32,768 slots, 1 - e^-3 are taken after that many.
        assertThat(kept).isBetween(30_500, 31_800);
    }

    @Test
    void holdsNearlyAllClassesOfAnApplication() {
        int kept = 0;
        for (int i = 0; i < 10_000; i++) {
            cache.add(loader, "app/Type" + i);
        }
        for (int i = 0; i < 10_000; i++) {
            kept += cache.contains(loader, "app/Type" + i) ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(8_300);
    }

    @Test
    void threadsDoNotDisturbEachOthersAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String own = "app" + thread + "/Type";
                wrong.add(threads.submit(() -> {
                    int taken = 0;
                    for (int i = 0; i < 50_000; i++) {
                        cache.add(loader, own + i);
                        taken += cache.contains(loader, own + i + '$') ? 1 : 0;
                    }
                    return taken;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertThat(each.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
