// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Boxes numbers without allocation where traces use them most: status codes, small counts, a few ports. */
final class Longs {
    private static final Long[] CACHE = new Long[1_024];

    /** The last value boxed for each hash. Races cost at most an allocation: a Long is immutable. */
    private static final @Nullable Long[] RECENT = new Long[64];

    static {
        for (int i = 0; i < CACHE.length; i++) {
            CACHE[i] = (long) i;
        }
    }

    private Longs() {}

    static Long box(long value) {
        if (value >= 0 && value < CACHE.length) {
            return CACHE[(int) value];
        }
        int slot = (int) value & RECENT.length - 1;
        Long recent = RECENT[slot];
        if (recent == null || recent != value) {
            recent = Long.valueOf(value);
            RECENT[slot] = recent;
        }
        return recent;
    }
}
