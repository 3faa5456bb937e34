// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.testing;

import com.google.protobuf.ByteString;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.List;

/** OTLP requests as senders build them, with the generated classes that the collector itself does not use. */
public final class Requests {
    public static final long START = 1_790_000_000_000_000_000L;

    private Requests() {}

    public static ByteString bytes(TraceId id) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).flip());
    }

    public static ByteString bytes(long spanId) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(spanId).flip());
    }

    public static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** A valid span of one millisecond. */
    public static Span.Builder span(TraceId traceId, long spanId) {
        return Span.newBuilder()
                .setTraceId(bytes(traceId))
                .setSpanId(bytes(spanId))
                .setName("GET /orders")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(START)
                .setEndTimeUnixNano(START + 1_000_000);
    }

    public static ExportTraceServiceRequest request(Span.Builder... spans) {
        return request(List.of(spans).stream().map(Span.Builder::build).toList());
    }

    public static ExportTraceServiceRequest request(List<Span> spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "orders")))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build();
    }
}
