// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

/** Arithmetic on "how many were dropped", which OTLP sends as uint32 and we add to. */
final class Counts {
    private static final long MOST = 0xFFFF_FFFFL;

    private Counts() {}

    /** The sum of a uint32, which reads as negative above 2^31, and what we dropped, as a uint32 that never overflows. */
    static int add(int uint32, int more) {
        return (int) Math.min(MOST, Integer.toUnsignedLong(uint32) + more);
    }
}
