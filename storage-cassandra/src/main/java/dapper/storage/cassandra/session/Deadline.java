// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The moment by which a caller needs its answer; limits waits to it. Safe for many threads. */
public final class Deadline {
    /** No deadline: only the driver's own timeout of each statement applies. */
    public static final Deadline NONE = new Deadline(System::nanoTime, 0, Long.MAX_VALUE);

    private final LongSupplier nanoTime;
    private final long start;
    private final long nanos;

    private Deadline(LongSupplier nanoTime, long start, long nanos) {
        this.nanoTime = nanoTime;
        this.start = start;
        this.nanos = nanos;
    }

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong(), time.toNanos());
    }

    public boolean isOver() {
        return leftNanos() <= 0;
    }

    /** Returns whether more than half of the time is left. */
    public boolean isFarOff() {
        return leftNanos() > nanos / 2;
    }

    /** Returns the nanoseconds left; 0 or less when the time is over. */
    long leftNanos() {
        return this == NONE ? Long.MAX_VALUE : nanos - (nanoTime.getAsLong() - start);
    }

    /**
     * Waits for an answer.
     *
     * @throws TimeOverException if it does not arrive in time
     * @throws CompletionException if it failed for another reason
     */
    public <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeOverException();
        } catch (ExecutionException e) {
            Throwable cause = Failures.cause(Objects.requireNonNullElse(e.getCause(), e));
            // A statement's timeout is the time left when it was sent, so it expires at the deadline.
            if (cause instanceof TimeOverException || (cause instanceof DriverTimeoutException && isOver())) {
                throw new TimeOverException();
            }
            throw new CompletionException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** The deadline passed before the answer arrived. */
    public static final class TimeOverException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TimeOverException() {
            super("the time is over", null, false, false);
        }
    }
}
