// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dapper.storage.EntityRef;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a trace as OTLP JSON (an {@code ExportTraceServiceRequest}), which any OTLP receiver accepts: ids are
 * hexadecimal, 64-bit numbers are text, enumerations are numbers. It reproduces the spans as they were sent, oddities
 * included.
 */
public final class OtlpJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final OtlpJsonValues values;

    private OtlpJson(JsonGenerator json) {
        this.json = json;
        this.values = new OtlpJsonValues(json);
    }

    /** Begins a document; the stream is closed with it. */
    public static OtlpJson begin(OutputStream out) throws IOException {
        OtlpJson document = new OtlpJson(FACTORY.createGenerator(out));
        document.json.writeStartObject();
        document.json.writeArrayFieldStart("resourceSpans");
        return document;
    }

    /** Writes some spans, ordered by start time within their resource and scope. */
    public void write(List<Span> spans) throws IOException {
        Map<Resource, Map<InstrumentationScope, List<Span>>> groups = spans.stream()
                .sorted(Comparator.comparingLong(Span::startUnixNanos))
                .collect(Collectors.groupingBy(
                        Span::resource,
                        LinkedHashMap::new,
                        Collectors.groupingBy(Span::scope, LinkedHashMap::new, Collectors.toList())));
        for (Map.Entry<Resource, Map<InstrumentationScope, List<Span>>> group : groups.entrySet()) {
            writeResource(group.getKey(), group.getValue());
        }
    }

    public void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private void writeResource(Resource resource, Map<InstrumentationScope, List<Span>> scopes) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        values.attributes(resource.attributes(), resource.droppedAttributes());
        if (!resource.entityRefs().isEmpty()) {
            json.writeArrayFieldStart("entityRefs");
            for (EntityRef entity : resource.entityRefs()) {
                writeEntity(entity);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("scopeSpans");
        for (Map.Entry<InstrumentationScope, List<Span>> scope : scopes.entrySet()) {
            writeScope(scope.getKey(), scope.getValue());
        }
        json.writeEndArray();
        values.text("schemaUrl", resource.schemaUrl());
        json.writeEndObject();
    }

    private void writeEntity(EntityRef entity) throws IOException {
        json.writeStartObject();
        values.text("schemaUrl", entity.schemaUrl());
        values.text("type", entity.type());
        values.texts("idKeys", entity.idKeys());
        values.texts("descriptionKeys", entity.descriptionKeys());
        json.writeEndObject();
    }

    private void writeScope(InstrumentationScope scope, List<Span> spans) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        values.text("name", scope.name());
        values.text("version", scope.version());
        values.attributes(scope.attributes(), scope.droppedAttributes());
        json.writeEndObject();
        json.writeArrayFieldStart("spans");
        for (Span span : spans) {
            writeSpan(span);
        }
        json.writeEndArray();
        values.text("schemaUrl", scope.schemaUrl());
        json.writeEndObject();
    }

    private void writeSpan(Span span) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", span.traceId().toString());
        json.writeStringField("spanId", SpanId.toHex(span.spanId()));
        if (span.parentSpanId() != 0) {
            json.writeStringField("parentSpanId", SpanId.toHex(span.parentSpanId()));
        }
        values.text("traceState", span.traceState());
        values.count("flags", span.flags());
        json.writeStringField("name", span.name());
        json.writeNumberField("kind", span.kind().number());
        values.time("startTimeUnixNano", span.startUnixNanos());
        values.time("endTimeUnixNano", span.endUnixNanos());
        values.attributes(span.attributes(), span.dropped().attributes());
        json.writeArrayFieldStart("events");
        for (Event event : span.events()) {
            writeEvent(event);
        }
        json.writeEndArray();
        values.count("droppedEventsCount", span.dropped().events());
        json.writeArrayFieldStart("links");
        for (Link link : span.links()) {
            writeLink(link);
        }
        json.writeEndArray();
        values.count("droppedLinksCount", span.dropped().links());
        json.writeObjectFieldStart("status");
        values.text("message", span.status().description());
        if (span.status().code().number() != 0) {
            json.writeNumberField("code", span.status().code().number());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeEvent(Event event) throws IOException {
        json.writeStartObject();
        values.time("timeUnixNano", event.unixNanos());
        json.writeStringField("name", event.name());
        values.attributes(event.attributes(), event.droppedAttributes());
        json.writeEndObject();
    }

    private void writeLink(Link link) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", link.traceId().toString());
        json.writeStringField("spanId", SpanId.toHex(link.spanId()));
        values.text("traceState", link.traceState());
        values.attributes(link.attributes(), link.droppedAttributes());
        values.count("flags", link.flags());
        json.writeEndObject();
    }
}
