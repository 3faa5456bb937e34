// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

/** Some seconds of load. */
record Round(int requests, double cpuMicros, double p50Micros, double p99Micros) {
    /** @param nanos of each request, sorted */
    static Round of(double cpuSeconds, long[] nanos) {
        return new Round(
                nanos.length,
                cpuSeconds * 1e6 / nanos.length,
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3);
    }
}
