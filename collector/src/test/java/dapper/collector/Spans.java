// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.otlp.testing.Requests;
import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.util.List;

/** Spans of the storage model. */
public final class Spans {
    private static final Resource NOWHERE = new Resource(Attributes.EMPTY, 0, "");

    private Spans() {}

    public static Span span(TraceId traceId, String traceState) {
        return span(traceId, 2, 0, traceState, Requests.START, Requests.START + 1);
    }

    public static Span span(TraceId traceId, long spanId, long parentSpanId, String traceState, long start, long end) {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                traceState,
                0x101,
                "GET /orders",
                SpanKind.SERVER,
                start,
                end,
                Attributes.ofFlat("http.request.method", "GET"),
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                Status.UNSET,
                NOWHERE,
                InstrumentationScope.UNKNOWN);
    }
}
