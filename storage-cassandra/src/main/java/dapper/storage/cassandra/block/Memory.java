// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

/** The heap that a decoded column takes, in bytes. */
final class Memory {
    private Memory() {}

    static long of(Object decoded) {
        if (decoded instanceof long[] longs) {
            return 8L * longs.length;
        }
        if (decoded instanceof int[] ints) {
            return 4L * ints.length;
        }
        if (decoded instanceof Codes codes) {
            return codes.memory();
        }
        if (decoded instanceof Dictionary dictionary) {
            return dictionary.memory();
        }
        if (decoded instanceof BloomFilter filter) {
            return filter.bits().length;
        }
        if (decoded instanceof Origins origins) {
            return origins.memory();
        }
        throw new IllegalArgumentException("unknown " + decoded.getClass());
    }
}
