// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The recent root operations, by key: a hash table that is never more than a quarter full. Looking up allocates nothing
 * and takes no lock. When it is full, all further operations share one entry.
 */
final class Operations {
    static final int MOST = 128;
    private static final int SLOTS = 4 * MOST;

    private final RootOperation others = new RootOperation(0);
    private final AtomicInteger size = new AtomicInteger();
    private volatile AtomicReferenceArray<@Nullable RootOperation> slots = new AtomicReferenceArray<>(SLOTS);

    /** Returns null if it is new and there is room for it. */
    @Nullable
    RootOperation find(long key) {
        AtomicReferenceArray<@Nullable RootOperation> slots = this.slots;
        int slot = slot(key);
        RootOperation found = slots.get(slot);
        while (found != null && found.key != key) {
            slot = slot + 1 & SLOTS - 1;
            found = slots.get(slot);
        }
        return found != null || size.get() < MOST ? found : others;
    }

    /** The upper bits of a key are better distributed. */
    private static int slot(long key) {
        return (int) (key >>> 32) & SLOTS - 1;
    }

    /**
     * Finds or makes an operation. One made while the clock {@linkplain #forget forgets} may be lost, and is made
     * again.
     */
    RootOperation add(long key) {
        AtomicReferenceArray<@Nullable RootOperation> slots = this.slots;
        if (size.incrementAndGet() > MOST) {
            size.decrementAndGet();
            return others;
        }
        RootOperation added = new RootOperation(key);
        RootOperation present = put(slots, added);
        if (present != added) {
            size.decrementAndGet();
        }
        return present;
    }

    private static RootOperation put(AtomicReferenceArray<@Nullable RootOperation> slots, RootOperation added) {
        for (int slot = slot(added.key); ; slot = slot + 1 & SLOTS - 1) {
            if (slots.compareAndSet(slot, null, added)) {
                return added;
            }
            RootOperation present = slots.get(slot);
            if (present != null && present.key == added.key) {
                return present;
            }
        }
    }

    /**
     * Advances the time of all operations.
     *
     * @return false if no trace has been kept for so long that time changes nothing
     */
    boolean refill(double target, double seconds) {
        others.refill(target, seconds);
        boolean active = !others.isQuiet();
        AtomicReferenceArray<@Nullable RootOperation> slots = this.slots;
        for (int i = 0; i < SLOTS; i++) {
            RootOperation operation = slots.get(i);
            if (operation != null) {
                operation.refill(target, seconds);
                active |= !operation.isQuiet();
            }
        }
        return active;
    }

    /** Makes room for new operations, if there is none and some are long gone. Called by the clock only. */
    void forget(int quietTicks) {
        AtomicReferenceArray<@Nullable RootOperation> before = slots;
        if (size.get() < MOST || !isAnyQuiet(before, quietTicks)) {
            return;
        }
        AtomicReferenceArray<@Nullable RootOperation> after = new AtomicReferenceArray<>(SLOTS);
        int kept = 0;
        for (int i = 0; i < SLOTS; i++) {
            RootOperation operation = before.get(i);
            if (operation != null && operation.quietTicks() < quietTicks) {
                put(after, operation);
                kept++;
            }
        }
        slots = after;
        size.set(kept);
    }

    private static boolean isAnyQuiet(AtomicReferenceArray<@Nullable RootOperation> slots, int quietTicks) {
        for (int i = 0; i < SLOTS; i++) {
            RootOperation operation = slots.get(i);
            if (operation != null && operation.quietTicks() >= quietTicks) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return size.get();
    }

    long greatestThreshold() {
        long greatest = others.threshold();
        AtomicReferenceArray<@Nullable RootOperation> slots = this.slots;
        for (int i = 0; i < SLOTS; i++) {
            RootOperation operation = slots.get(i);
            greatest = operation == null ? greatest : Math.max(greatest, operation.threshold());
        }
        return greatest;
    }
}
