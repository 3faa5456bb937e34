// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CellHash;

/**
 * Hashes of span ids: two bytes in place of the eight, which no compression makes smaller. A search for an id finds one
 * wrong span in 65,535, and the trace that it reads then decides.
 */
final class IdHash {
    private static final int BITS = 16;

    private IdHash() {}

    /** Returns 0 for "no span", which is id 0, and 1 to 65,535 for others. */
    static int of(long spanId) {
        return spanId == 0 ? 0 : Math.max(1, (int) (CellHash.mix(spanId) >>> Long.SIZE - BITS));
    }

    static int[] of(long[] spanIds) {
        int[] hashes = new int[spanIds.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = of(spanIds[i]);
        }
        return hashes;
    }
}
