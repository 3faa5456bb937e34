// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.Arrays;

/**
 * The last point of a cumulative series, in the form that its collectors agree on.
 *
 * @param unixNanos the time of the point
 */
@SuppressWarnings("ArrayRecordComponent") // Has its own equals.
public record LastPoint(long unixNanos, byte[] point) {
    @Override
    public boolean equals(Object other) {
        return other instanceof LastPoint that && unixNanos == that.unixNanos && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(unixNanos) * 31 + Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return point.length + " bytes at " + unixNanos;
    }
}
