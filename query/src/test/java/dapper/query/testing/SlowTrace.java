// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;

/** A slow request with two insights: an error that it does not report, and 40 queries one after another. */
public final class SlowTrace {
    private static final long MS = 1_000_000;

    private SlowTrace() {}

    /** @param start nanoseconds since 1970 */
    public static List<Span> of(TraceId id, long start) {
        List<Span> spans = new ArrayList<>();
        spans.add(span(id, 1, 0, start, start + 500 * MS)
                .service("shop")
                .kind(SpanKind.SERVER)
                .name("GET /orders")
                .build());
        spans.add(span(id, 2, 1, start + 5 * MS, start + 20 * MS)
                .service("shop")
                .kind(SpanKind.CLIENT)
                .name("GET")
                .attribute("http.request.method", "GET")
                .attribute("url.full", "http://ads/top")
                .error("refused")
                .build());
        spans.add(span(id, 3, 1, start + 20 * MS, start + 490 * MS)
                .service("shop")
                .name("load orders")
                .build());
        for (int i = 0; i < 40; i++) {
            spans.add(span(id, 4 + i, 3, start + (25 + 11 * i) * MS, start + (35 + 11 * i) * MS)
                    .service("shop")
                    .kind(SpanKind.CLIENT)
                    .name("SELECT price")
                    .attribute("db.system.name", "h2")
                    .attribute("db.query.text", "SELECT price FROM item WHERE id = ?")
                    .build());
        }
        return spans;
    }

    /** The same request with one query for all, and with a look into a cache before it. */
    public static List<Span> repaired(TraceId id, long start) {
        List<Span> spans = new ArrayList<>(of(id, start).subList(0, 4));
        spans.set(
                0,
                span(id, 1, 0, start, start + 90 * MS)
                        .service("shop")
                        .kind(SpanKind.SERVER)
                        .name("GET /orders")
                        .build());
        spans.set(
                2,
                span(id, 3, 1, start + 20 * MS, start + 80 * MS)
                        .service("shop")
                        .name("load orders")
                        .build());
        spans.add(span(id, 90, 1, start + MS, start + 3 * MS)
                .service("cache")
                .name("look up")
                .build());
        return spans;
    }
}
