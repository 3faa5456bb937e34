// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers loaded classes without a target among their supertypes, so that their next subclass costs no look-up.
 *
 * <p>One fixed table of 64-bit hashes over loader and name, without locks or references: the next entry overwrites a
 * slot, and a lost entry only costs a look among the loaded classes. Two of a million classes share a hash with a
 * probability of about 1 to 40 million; the second one would not be woven.
 */
final class NoMatchCache {
    private static final int SLOTS = 1 << 15;

    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    boolean contains(@Nullable ClassLoader loader, String internalName) {
        long hash = hash(loader, internalName);
        return slots.get(slot(hash)) == hash;
    }

    void add(@Nullable ClassLoader loader, String internalName) {
        long hash = hash(loader, internalName);
        slots.lazySet(slot(hash), hash);
    }

    void remove(@Nullable ClassLoader loader, String internalName) {
        long hash = hash(loader, internalName);
        slots.compareAndSet(slot(hash), hash, 0);
    }

    private static int slot(long hash) {
        return (int) (hash >>> 32) & SLOTS - 1;
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
