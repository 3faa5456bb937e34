// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** Boxed numbers without allocation where traces use them most: HTTP status codes and small counts. */
final class Longs {
    private static final Long[] CACHE = new Long[1_024];

    static {
        for (int i = 0; i < CACHE.length; i++) {
            CACHE[i] = (long) i;
        }
    }

    private Longs() {}

    static Long box(long value) {
        return value >= 0 && value < CACHE.length ? CACHE[(int) value] : Long.valueOf(value);
    }
}
