// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.util.List;

/** A request that logs, with each sort of event: a log record, one of an error, an exception and another event. */
public final class LoggedTrace {
    private static final long MS = 1_000_000;

    private LoggedTrace() {}

    /** @param start nanoseconds since 1970 */
    public static List<Span> of(TraceId id, long start) {
        TestSpan reserve = span(id, 2, 1, start + 10 * MS, start + 90 * MS)
                .service("stock")
                .name("reserve")
                .error("no stock")
                .event(start + 15 * MS, "cache miss", "cache.key", "item-7");
        log(reserve, start + 20 * MS, "WARN", "shop.stock.Reservations", "Stock of item-7 is low: 1 left");
        log(reserve, start + 40 * MS, "INFO", "shop.stock.Reservations", "Trying again");
        reserve.event(
                        start + 70 * MS,
                        "log",
                        "log.severity",
                        "ERROR",
                        "log.logger",
                        "shop.stock.Orders",
                        "log.message",
                        "Order 99 cannot be reserved",
                        "exception.type",
                        "shop.NoStock",
                        "exception.stacktrace",
                        "shop.NoStock: item-7\n\tat shop.stock.Orders.reserve(Orders.java:41)")
                .event(start + 85 * MS, "exception", "exception.type", "shop.NoStock", "exception.message", "item-7");
        return List.of(
                span(id, 1, 0, start, start + 100 * MS)
                        .service("shop")
                        .kind(SpanKind.SERVER)
                        .name("POST /orders")
                        .build(),
                reserve.build());
    }

    private static void log(TestSpan span, long at, String severity, String logger, String message) {
        span.event(at, "log", "log.severity", severity, "log.logger", logger, "log.message", message);
    }
}
