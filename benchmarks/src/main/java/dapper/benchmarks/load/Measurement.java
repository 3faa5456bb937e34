// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

/**
 * The results of one JVM. Without load, everything after {@code startHeapMegabytes} is 0.
 *
 * @param startWallSeconds seconds from the start of the process to its first response
 * @param startCpuSeconds CPU time of the process until then
 * @param settledCpuSeconds CPU time of the process until a second after that
 * @param startClasses classes loaded until the first response
 * @param startHeapMegabytes in use after a collection, a second after the first response
 * @param cpuMicros CPU time of the process per request, without the JIT compiler's threads, in the median of the rounds
 * @param flatOutCpuMicros the same while it answered as many requests as it could
 * @param profiledMicros CPU time per request in the agent's own code, while it answered as many requests as it could
 * @param profiledShare of the CPU time of all threads but the compiler's, from 0 to 1
 * @param allocatedBytes bytes per request
 * @param heapMegabytes in use after a collection at the end of the load, with what the application keeps of each request
 * @param requestsPerSecond most requests that it could answer, in the median of the rounds
 * @param p50Micros in the best of the rounds
 * @param p99Micros in the best of the rounds
 * @param residentMegabytes at the end of the load
 * @param classes loaded at the end of the load
 * @param spans per request that arrived at the sink
 * @param flatOutSpans the same while it answered as many requests as it could: an agent that drops spans saves work
 */
record Measurement(
        Side side,
        double startWallSeconds,
        double startCpuSeconds,
        double settledCpuSeconds,
        double startClasses,
        double startHeapMegabytes,
        double cpuMicros,
        double flatOutCpuMicros,
        double profiledMicros,
        double profiledShare,
        double allocatedBytes,
        double heapMegabytes,
        double requestsPerSecond,
        double p50Micros,
        double p99Micros,
        double residentMegabytes,
        double classes,
        double spans,
        double flatOutSpans) {}
