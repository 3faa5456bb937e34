// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answer of a check for a second: anybody may ask for the health of a server, and each check reads the store.
 * One caller at a time checks; the others get the answer before. Safe for many threads.
 */
final class StoreCheck implements Supplier<@Nullable String> {
    private static final long NANOS_KEPT = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<@Nullable String> check;
    private final LongSupplier nanoTime;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile @Nullable Answer last;

    StoreCheck(Supplier<@Nullable String> check, LongSupplier nanoTime) {
        this.check = check;
        this.nanoTime = nanoTime;
    }

    @Override
    public @Nullable String get() {
        Answer known = last;
        if (known == null) {
            checking.lock();
        } else if (isFresh(known) || !checking.tryLock()) {
            return known.outage();
        }
        try {
            known = last;
            if (known == null || !isFresh(known)) {
                known = new Answer(check.get(), nanoTime.getAsLong());
                last = known;
            }
            return known.outage();
        } finally {
            checking.unlock();
        }
    }

    private boolean isFresh(Answer answer) {
        return nanoTime.getAsLong() - answer.nanos() < NANOS_KEPT;
    }

    private record Answer(@Nullable String outage, long nanos) {}
}
