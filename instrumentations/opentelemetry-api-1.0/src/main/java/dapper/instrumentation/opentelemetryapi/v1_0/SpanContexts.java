// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.TraceContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;

/** Positions of the agent as span contexts of the API, and the reverse. */
final class SpanContexts {
    private SpanContexts() {}

    /** @param position with ids */
    static SpanContext toApi(TraceContext position) {
        return SpanContext.create(
                TraceId.fromLongs(position.traceIdHigh(), position.traceIdLow()),
                SpanId.fromLong(position.spanId()),
                TraceFlags.fromByte((byte) position.flags()),
                TraceStates.toApi(position.traceState()));
    }

    /** @param parent with a position */
    static SpanContext toApi(RemoteParent parent) {
        return SpanContext.createFromRemoteParent(
                TraceId.fromLongs(parent.traceIdHigh(), parent.traceIdLow()),
                SpanId.fromLong(parent.spanId()),
                TraceFlags.fromByte((byte) (parent.flags() & 3)),
                TraceStates.toApi(parent.traceState()));
    }

    /** @param context a valid one */
    static RemoteParent toAgent(SpanContext context) {
        String traceId = context.getTraceId();
        return new RemoteParent(
                Long.parseUnsignedLong(traceId.substring(0, 16), 16),
                Long.parseUnsignedLong(traceId.substring(16), 16),
                Long.parseUnsignedLong(context.getSpanId(), 16),
                context.getTraceFlags().asByte() & 3,
                TraceStates.toAgent(context.getTraceState()),
                null);
    }

    static boolean isSame(RemoteParent parent, SpanContext context) {
        return parent.hasPosition()
                && context.getSpanId().equals(SpanId.fromLong(parent.spanId()))
                && context.getTraceId().equals(TraceId.fromLongs(parent.traceIdHigh(), parent.traceIdLow()));
    }
}
