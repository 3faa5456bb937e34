// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds a span; a test sets only the parts that matter to it. */
public final class Spans {
    /** 2026-09-21T10:13:20Z: the times of all tests are near it. */
    static final long EPOCH = 1_790_000_000_000_000_000L;

    private final TraceId traceId;
    private final long spanId;
    private final List<Object> attributes = new ArrayList<>();
    private final List<Object> resource = new ArrayList<>();
    private long parent;
    private String service = "shop";
    private String name = "work";
    private SpanKind kind = SpanKind.INTERNAL;
    private long start = EPOCH;
    private long duration = 1_000_000;
    private Status status = Status.UNSET;

    private Spans(TraceId traceId, long spanId) {
        this.traceId = traceId;
        this.spanId = spanId;
    }

    public static Spans of(TraceId traceId, long spanId) {
        return new Spans(traceId, spanId);
    }

    Spans parent(long parent) {
        this.parent = parent;
        return this;
    }

    public Spans service(String service) {
        this.service = service;
        return this;
    }

    public Spans name(String name) {
        this.name = name;
        return this;
    }

    public Spans kind(SpanKind kind) {
        this.kind = kind;
        return this;
    }

    /** Nanoseconds after {@link #EPOCH}. */
    public Spans start(long start) {
        this.start = EPOCH + start;
        return this;
    }

    /** Sets any start, by any clock; the duration counts from here. */
    Spans startAt(long unixNanos) {
        this.start = unixNanos;
        return this;
    }

    /** May be negative. */
    Spans duration(long nanos) {
        this.duration = nanos;
        return this;
    }

    Spans unfinished() {
        return tag(Span.UNFINISHED, true);
    }

    Spans error() {
        this.status = new Status(Status.Code.ERROR, "broken");
        return this;
    }

    public Spans tag(String key, Object value) {
        attributes.addAll(Arrays.asList(key, value));
        return this;
    }

    Spans resource(String key, Object value) {
        resource.addAll(Arrays.asList(key, value));
        return this;
    }

    public Span build() {
        List<Object> process = new ArrayList<>(List.of("service.name", service));
        process.addAll(resource);
        return new Span(
                traceId,
                spanId,
                parent,
                "",
                0,
                name,
                kind,
                start,
                start + duration,
                Attributes.ofFlat(attributes.toArray()),
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                status,
                new Resource(Attributes.ofFlat(process.toArray()), 0, ""),
                InstrumentationScope.UNKNOWN);
    }
}
