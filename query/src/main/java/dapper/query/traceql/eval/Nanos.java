// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

/** A duration in nanoseconds: a number that is not an integer attribute. */
record Nanos(long value) {
    @Override
    public String toString() {
        return value + "ns";
    }
}
