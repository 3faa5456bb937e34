// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The operations that the strategy does not name: all have the same share, and each has its own guarantee from the
 * moment it is first seen. A hash table that is never more than a quarter full; once it is full, further operations
 * have the share without the guarantee, as in Jaeger's clients. Looking up allocates nothing and takes no lock.
 */
final class OtherOperations {
    static final int MOST = 256;
    private static final int SLOTS = 4 * MOST;

    private final double probability;
    private final double perSecond;
    private final Share withoutGuarantee;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

    /** @param perSecond minimum traces a second of each, above 0 */
    OtherOperations(double probability, double perSecond) {
        this.probability = probability;
        this.perSecond = perSecond;
        this.withoutGuarantee = Share.of(probability);
    }

    Share share(long key) {
        // The upper bits of a key are better distributed.
        for (int slot = (int) (key >>> 32) & SLOTS - 1; ; slot = slot + 1 & SLOTS - 1) {
            Known present = slots.get(slot);
            if (present == null) {
                present = add(slot, key);
            }
            if (present == null) {
                return withoutGuarantee;
            }
            if (present.key == key) {
                return present.share;
            }
        }
    }

    /** Returns the operation that finally has the slot; null if there is no room. */
    private @Nullable Known add(int slot, long key) {
        if (size.incrementAndGet() > MOST) {
            size.decrementAndGet();
            return null;
        }
        Known added = new Known(key, Share.of(probability, perSecond));
        if (slots.compareAndSet(slot, null, added)) {
            return added;
        }
        size.decrementAndGet();
        return slots.get(slot);
    }

    /** Called by the clock only; returns false if time changes nothing. */
    boolean refill(double seconds) {
        boolean active = false;
        for (int i = 0; i < SLOTS; i++) {
            Known operation = slots.get(i);
            active |= operation != null && operation.share.refill(seconds);
        }
        return active;
    }

    private static final class Known {
        final long key;
        final Share share;

        Known(long key, Share share) {
            this.key = key;
            this.share = share;
        }
    }
}
