// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

/**
 * The limits of one query. What is beyond them is left out, and the result names each limit that was hit.
 *
 * @param series most series of one part of the query, and of the answer
 * @param parts most values that the state consists of: of each series at each point, buckets of distributions, examples
 * @param exemplars examples of spans in the answer; 0 for none
 */
public record MetricsLimits(int series, int parts, int exemplars) {
    /** Of one part, with its place in arrays or trees; about as measured on paper, rounded up. */
    public static final int BYTES_OF_A_PART = 128;

    private static final int MOST_SERIES = 1_000;
    /** All values of an answer. */
    private static final int MOST_VALUES = 250_000;

    /** The limits for series of so many points, and a state of so many bytes. */
    public static MetricsLimits of(int points, long bytes, int exemplars) {
        int series = Math.max(1, Math.min(MOST_SERIES, MOST_VALUES / points));
        return new MetricsLimits(series, (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_OF_A_PART), exemplars);
    }
}
