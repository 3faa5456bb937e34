// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeadlineTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), nanos::get);

    @Test
    void waitsNoLongerForAnAnswerThanItsTime() {
        nanos.addAndGet(Duration.ofMillis(9_999).toNanos());

        assertThatThrownBy(() -> deadline.await(new CompletableFuture<>()))
                .isInstanceOf(Deadline.TimeOverException.class);
    }

    @Test
    void takesAnAnswerThatIsThereAlthoughTheTimeIsOver() {
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());

        assertThat(deadline.isOver()).isTrue();
        assertThat(deadline.await(CompletableFuture.completedFuture("answer"))).isEqualTo("answer");
    }

    @Test
    void passesOtherFailuresOn() {
        IllegalStateException failure = new IllegalStateException("no node");

        assertThatThrownBy(() -> deadline.await(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }
}
