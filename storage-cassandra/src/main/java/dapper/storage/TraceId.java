// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import dapper.sampling.Randomness;

/** The 128-bit id of a trace; all zeros is not a valid id (W3C Trace Context, section 3.2.2.3). */
public record TraceId(long high, long low) implements Comparable<TraceId> {

    /** The 56 bits that sampling decisions compare with a threshold (OpenTelemetry consistent probability sampling). */
    public long randomness() {
        return Randomness.of(low);
    }

    public boolean isValid() {
        return (high | low) != 0;
    }

    /**
     * Reads 1 to 32 hexadecimal digits, upper or lower case; shorter ids are padded with zeros on the left.
     *
     * @throws IllegalArgumentException if the text is empty, longer, or not hexadecimal
     */
    public static TraceId parse(String hex) {
        if (hex.isEmpty() || hex.length() > 32) {
            throw new IllegalArgumentException("a trace id has 1 to 32 hexadecimal digits, not \"" + hex + "\"");
        }
        int split = Math.max(0, hex.length() - 16);
        try {
            long high = split == 0 ? 0 : Long.parseUnsignedLong(hex, 0, split, 16);
            return new TraceId(high, Long.parseUnsignedLong(hex, split, hex.length(), 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a trace id has hexadecimal digits only, not \"" + hex + "\"", e);
        }
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return SpanId.toHex(high) + SpanId.toHex(low);
    }

    @Override
    public int compareTo(TraceId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}
