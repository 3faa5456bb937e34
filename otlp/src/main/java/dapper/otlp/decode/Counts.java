// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

/** Arithmetic on counts of dropped elements, which OTLP sends as uint32 and we add to. */
final class Counts {
    private static final long MOST = 0xFFFF_FFFFL;

    private Counts() {}

    /**
     * Adds the elements that we dropped to a uint32, which reads as negative from 2^31 on; the result never overflows.
     */
    static int add(int uint32, int more) {
        return (int) Math.min(MOST, Integer.toUnsignedLong(uint32) + more);
    }
}
