/**
 * Evaluates TraceQL on stored traces. A query is compiled once, to objects that are safe for many threads, and run on
 * each candidate trace.
 *
 * <p>The value of an expression on a span is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
 * dapper.query.traceql.eval.Nanos}, {@link dapper.storage.Status.Code}, {@link dapper.storage.SpanKind}, {@link
 * dapper.query.traceql.eval.Several}, or null where the span has none.
 */
@NullMarked
package dapper.query.traceql.eval;

import org.jspecify.annotations.NullMarked;
