// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;

import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.util.List;

/**
 * A trace of three hosts: the clock of stock is 40 to 60 ms ahead of that of front, and the clock of prices 70 to 75 ms behind
 * that of stock.
 */
public final class SkewedTrace {
    private static final long MS = 1_000_000;
    private static final Resource FRONT = resource("front", "host.name", "front-1");
    private static final Resource STOCK = resource("stock", "host.name", "stock-1");
    private static final Resource PRICES = resource("prices", "host.name", "prices-1");

    private final TraceId id;
    private final long start;

    private SkewedTrace(TraceId id, long start) {
        this.id = id;
        this.start = start;
    }

    /** @param start nanoseconds since 1970 */
    public static List<Span> of(TraceId id, long start) {
        return new SkewedTrace(id, start).spans();
    }

    private List<Span> spans() {
        return List.of(
                sent(1, 0, FRONT, SpanKind.SERVER, "GET /cart", 0, 120).build(),
                sent(2, 1, FRONT, SpanKind.CLIENT, "GET", 5, 105).build(),
                sent(3, 2, STOCK, SpanKind.SERVER, "GET /stock/{id}", 65, 145)
                        .event(start + 80 * MS, "cache miss")
                        .build(),
                sent(4, 3, STOCK, SpanKind.CLIENT, "GET", 90, 130).build(),
                sent(5, 4, PRICES, SpanKind.SERVER, "GET /prices", 20, 55).build());
    }

    private TestSpan sent(long spanId, long parent, Resource process, SpanKind kind, String name, long from, long to) {
        return span(id, spanId, parent, start + from * MS, start + to * MS)
                .resource(process)
                .kind(kind)
                .name(name);
    }
}
