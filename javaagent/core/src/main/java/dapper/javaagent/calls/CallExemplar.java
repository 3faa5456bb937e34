// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.Span;

/** A recorded call that stands for the others of its series in a chart. Immutable. */
final class CallExemplar {
    final long traceIdHigh;
    final long traceIdLow;
    final long spanId;
    final long epochNanos;
    final long nanos;

    CallExemplar(Span span, long nanos) {
        this.traceIdHigh = span.traceIdHigh();
        this.traceIdLow = span.traceIdLow();
        this.spanId = span.spanId();
        this.epochNanos = span.endEpochNanos();
        this.nanos = nanos;
    }
}
