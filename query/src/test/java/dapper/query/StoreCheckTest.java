// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreCheckTest {
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void keepsItsAnswerForASecond() {
        StoreCheck check = new StoreCheck(() -> "check " + checks.incrementAndGet(), nanos::get);

        assertThat(check.get()).isEqualTo("check 1");
        nanos.set(999_999_999);
        assertThat(check.get()).isEqualTo("check 1");
        nanos.set(1_000_000_000);
        assertThat(check.get()).isEqualTo("check 2");
    }

    @Test
    void givesTheAnswerBeforeWhileACheckIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch answer = new CountDownLatch(1);
        StoreCheck check = new StoreCheck(
                () -> {
                    begun.countDown();
                    if (begun.getCount() == 0) {
                        await(answer);
                    }
                    return "check " + checks.incrementAndGet();
                },
                nanos::get);
        assertThat(check.get()).isEqualTo("check 1");
        nanos.set(1_000_000_000);

        CompletableFuture<String> second = CompletableFuture.supplyAsync(check::get);
        begun.await();
        assertThat(check.get()).isEqualTo("check 1");
        answer.countDown();

        assertThat(second.get()).isEqualTo("check 2");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
