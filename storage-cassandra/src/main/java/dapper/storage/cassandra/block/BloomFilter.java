// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

/** A set of hashes that may contain more than was added, with about 1 % probability at ten bits a hash. */
final class BloomFilter {
    static final int BITS_PER_HASH = 10;
    private static final int PROBES = 6;

    private final byte[] bits;

    BloomFilter(byte[] bits) {
        this.bits = bits;
    }

    static BloomFilter sized(int hashes) {
        return new BloomFilter(new byte[(int) Math.max(8, (long) hashes * BITS_PER_HASH / 8)]);
    }

    void add(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    boolean mayContain(long hash) {
        if (bits.length == 0) {
            return true;
        }
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            if ((bits[bit >>> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    byte[] bits() {
        return bits;
    }

    /** Double hashing; the upper half of a product spreads over any number of bits without a division. */
    private int bit(long hash, int probe) {
        int mixed = (int) hash + probe * ((int) (hash >>> 32) | 1);
        return (int) ((mixed & 0xFFFF_FFFFL) * (8L * bits.length) >>> 32);
    }
}
