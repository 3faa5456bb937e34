// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.ByteBuffer;

/** Hashes of cells: fast, equal for equal bytes, and no protection against bytes crafted to collide. */
public final class CellHash {
    private CellHash() {}

    /**
     * Distinguishes different spans of the same trace, id and kind. A span that is sent again has the same bytes,
     * resource and scope included, and so the same key. 32 bits are enough because different spans of one id are rare.
     */
    public static int inKey(ByteBuffer cell) {
        return Long.hashCode(of(cell, 0));
    }

    /** Extends the hash of the cells before by one more cell. */
    public static long of(ByteBuffer cell, long before) {
        long hash = mix(before ^ cell.remaining());
        ByteBuffer bytes = cell.duplicate();
        while (bytes.remaining() >= Long.BYTES) {
            hash = mix(hash ^ bytes.getLong());
        }
        while (bytes.hasRemaining()) {
            hash = mix(hash ^ bytes.get());
        }
        return hash;
    }

    /** Spreads each input bit over all output bits (the finalizer of SplitMix64). */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
