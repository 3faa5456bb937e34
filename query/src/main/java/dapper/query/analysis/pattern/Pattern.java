// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

import dapper.storage.TraceId;
import java.util.List;

/**
 * The traces of one shape. All numbers but {@code stored} count each trace with its weight.
 *
 * @param shape equal in every process and version
 * @param stored the stored traces
 * @param traces the traces that they stand for
 * @param errorShare the part of them whose root failed, 0 to 1
 * @param quantiles of the duration of the root: p50, p95 and p99, each with the trace that has it
 * @param histogram of the same, without empty buckets, shortest first
 * @param path the parts of the critical path, longest first
 */
public record Pattern(
        long shape,
        int stored,
        double traces,
        double errorShare,
        List<Quantile> quantiles,
        List<Bucket> histogram,
        List<PathShare> path) {

    /** @param quantile 0 to 1 */
    public record Quantile(double quantile, long durationNanos, TraceId example, int spanCount) {}

    /** Durations from {@code fromNanos}, inclusive, to {@code toNanos}, exclusive. */
    public record Bucket(long fromNanos, long toNanos, double traces) {}

    /** @param share of the critical paths of all traces of the pattern, 0 to 1 */
    public record PathShare(PathPart part, double share) {}
}
