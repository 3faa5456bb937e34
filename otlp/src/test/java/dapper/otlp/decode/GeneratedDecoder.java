// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.ByteString;
import dapper.storage.Attributes;
import dapper.storage.EntityRef;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A simple decoder from the generated messages to spans, without limits; the reference for {@link OtlpDecoder}. */
final class GeneratedDecoder {
    private GeneratedDecoder() {}

    static List<Span> spans(ExportTraceServiceRequest request) {
        List<Span> spans = new ArrayList<>();
        for (ResourceSpans ofResource : request.getResourceSpansList()) {
            Resource resource = new Resource(
                    attributes(ofResource.getResource().getAttributesList()),
                    ofResource.getResource().getDroppedAttributesCount(),
                    ofResource.getSchemaUrl(),
                    ofResource.getResource().getEntityRefsList().stream()
                            .map(entity -> new EntityRef(
                                    entity.getSchemaUrl(),
                                    entity.getType(),
                                    List.copyOf(entity.getIdKeysList()),
                                    List.copyOf(entity.getDescriptionKeysList())))
                            .toList());
            for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
                InstrumentationScope scope = new InstrumentationScope(
                        ofScope.getScope().getName(),
                        ofScope.getScope().getVersion(),
                        attributes(ofScope.getScope().getAttributesList()),
                        ofScope.getScope().getDroppedAttributesCount(),
                        ofScope.getSchemaUrl());
                ofScope.getSpansList().forEach(span -> spans.add(span(span, resource, scope)));
            }
        }
        return spans;
    }

    private static Span span(io.opentelemetry.proto.trace.v1.Span span, Resource resource, InstrumentationScope scope) {
        return new Span(
                traceId(span.getTraceId()),
                spanId(span.getSpanId()),
                spanId(span.getParentSpanId()),
                span.getTraceState(),
                span.getFlags(),
                span.getName(),
                SpanKind.of(span.getKindValue()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                attributes(span.getAttributesList()),
                span.getEventsList().stream()
                        .map(event -> new Event(
                                event.getTimeUnixNano(),
                                event.getName(),
                                attributes(event.getAttributesList()),
                                event.getDroppedAttributesCount()))
                        .toList(),
                span.getLinksList().stream()
                        .map(link -> new Link(
                                traceId(link.getTraceId()),
                                spanId(link.getSpanId()),
                                link.getTraceState(),
                                attributes(link.getAttributesList()),
                                link.getDroppedAttributesCount(),
                                link.getFlags()))
                        .toList(),
                Span.Dropped.of(
                        span.getDroppedAttributesCount(), span.getDroppedEventsCount(), span.getDroppedLinksCount()),
                status(span.getStatus()),
                resource,
                scope);
    }

    private static TraceId traceId(ByteString bytes) {
        if (bytes.isEmpty()) {
            return new TraceId(0, 0);
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new TraceId(buffer.getLong(), buffer.getLong());
    }

    private static long spanId(ByteString bytes) {
        return bytes.isEmpty() ? 0 : bytes.asReadOnlyByteBuffer().getLong();
    }

    private static Status status(io.opentelemetry.proto.trace.v1.Status status) {
        return new Status(Status.Code.of(status.getCodeValue()), status.getMessage());
    }

    private static Attributes attributes(List<KeyValue> list) {
        List<Object> flat = new ArrayList<>();
        for (KeyValue attribute : list) {
            flat.add(attribute.getKey());
            flat.add(value(attribute.getValue()));
        }
        return Attributes.ofFlat(flat.toArray());
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE -> value.getBytesValue().toByteArray();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(GeneratedDecoder::value)
                        .toList();
            case KVLIST_VALUE -> {
                Map<String, Object> map = new LinkedHashMap<>();
                value.getKvlistValue()
                        .getValuesList()
                        .forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
                yield map;
            }
            default -> NoValue.NONE;
        };
    }
}
