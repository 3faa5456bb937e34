// SPDX-License-Identifier: Apache-2.0
/**
 * Computes TraceQL metrics from traces: traces in, series out. A query is compiled once, takes one trace after the other,
 * and keeps only the state of its series, within the limits of {@link dapper.query.traceql.metrics.MetricsLimits}.
 *
 * <p>Every count and sum is an estimate for the traces that happened, not only for those that were kept: a trace that was
 * kept with probability p counts 1/p times (Horvitz and Thompson). The spans of a trace share one decision, so traces are
 * the units of the variance: a trace with the value y adds (1 - p) / p^2 * y^2 to it.
 */
@NullMarked
package dapper.query.traceql.metrics;

import org.jspecify.annotations.NullMarked;
