// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers loaded classes without a target among their supertypes, so that their next subclass costs no look-up.
 *
 * <p>One table of 64-bit hashes over loader and name, without references: the next entry overwrites a
 * slot, and a lost entry only costs a look among the loaded classes. Two of a million classes share a hash with a
 * probability of about 1 to 40 million; the second one would not be woven.
 */
final class NoMatchCache {
    /** Enough for what is loaded before main, without its memory. */
    private static final int FIRST_SLOTS = 1 << 12;

    private static final int SLOTS = 1 << 15;

    private volatile AtomicLongArray slots = new AtomicLongArray(FIRST_SLOTS);

    /** Roughly: threads may overwrite each other's count. */
    private int added;

    boolean contains(@Nullable ClassLoader loader, String internalName) {
        long hash = hash(loader, internalName);
        AtomicLongArray current = slots;
        return current.get(slot(hash, current)) == hash;
    }

    void add(@Nullable ClassLoader loader, String internalName) {
        AtomicLongArray current = slots;
        if (current.length() < SLOTS && ++added >= current.length() / 4) {
            grow();
            current = slots;
        }
        long hash = hash(loader, internalName);
        current.lazySet(slot(hash, current), hash);
    }

    /** An entry that is added meanwhile may be lost. One that is removed meanwhile must not come back. */
    private synchronized void grow() {
        AtomicLongArray old = slots;
        if (old.length() < SLOTS) {
            AtomicLongArray larger = new AtomicLongArray(SLOTS);
            for (int i = 0; i < old.length(); i++) {
                long hash = old.get(i);
                if (hash != 0) {
                    larger.lazySet(slot(hash, larger), hash);
                }
            }
            slots = larger;
        }
    }

    synchronized void remove(@Nullable ClassLoader loader, String internalName) {
        long hash = hash(loader, internalName);
        AtomicLongArray current = slots;
        current.compareAndSet(slot(hash, current), hash, 0);
    }

    private static int slot(long hash, AtomicLongArray slots) {
        return (int) (hash >>> 32) & slots.length() - 1;
    }

    private static long hash(@Nullable ClassLoader loader, String internalName) {
        long hash = 0xCBF29CE484222325L ^ System.identityHashCode(loader);
        for (int i = 0; i < internalName.length(); i++) {
            hash = (hash ^ internalName.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return hash == 0 ? 1 : hash;
    }
}
