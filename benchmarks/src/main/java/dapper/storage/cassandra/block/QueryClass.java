// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.cassandra.block.Field.Intrinsic;
import dapper.storage.cassandra.block.Predicate.Compare;
import dapper.storage.cassandra.block.Predicate.Not;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of a class whose time is measured.
 *
 * @param parent what must hold on the parent of a match; null where nothing must
 */
record QueryClass(String name, Predicate predicate, @Nullable Predicate parent) {
    private static final Field SERVICE = Field.resource("service.name");

    QueryClass(String name, Predicate predicate) {
        this(name, predicate, null);
    }

    /** @param spans to choose values that exist */
    static List<QueryClass> all(List<Span> spans) {
        String message = text(spans, "messaging.message.id");
        String order = text(spans, "app.order.id");
        Predicate catalog = Predicate.equal(SERVICE, "catalog");
        return List.of(
                new QueryClass(
                        "hot service and name",
                        Predicate.and(catalog, Predicate.equal(Intrinsic.NAME, "GET /api/offers/{id}/details"))),
                new QueryClass(
                        "rare attribute", Predicate.equal(Field.span("error.type"), "java.net.NoRouteToHostException")),
                new QueryClass("unique attribute", Predicate.equal(Field.span("messaging.message.id"), message)),
                new QueryClass("unique attribute of a trace", Predicate.equal(Field.any("app.order.id"), order)),
                new QueryClass("unique attribute, absent", Predicate.equal(Field.span("messaging.message.id"), "none")),
                new QueryClass("attribute key, absent", Predicate.equal(Field.span("nobody.has.this"), "x")),
                new QueryClass("regex on name", Predicate.matches(Intrinsic.NAME, "(GET|POST) /api/.*/details")),
                new QueryClass("regex on many values", Predicate.matches(Field.span("url.path"), ".*/9999.?(/details)?")),
                new QueryClass(
                        "error and slow",
                        Predicate.and(
                                Predicate.equal(Intrinsic.STATUS, 2L),
                                new Compare(Intrinsic.DURATION, Comparison.GREATER, 50_000_000L))),
                new QueryClass(
                        "not equal",
                        new Compare(Field.span("http.response.status_code"), Comparison.NOT_EQUAL, 200L)),
                new QueryClass(
                        "negation",
                        Predicate.and(
                                catalog,
                                new Not(Predicate.or(
                                        Predicate.equal(Field.span("db.system.name"), "postgresql"),
                                        Predicate.equal(Intrinsic.KIND, 2L))))),
                new QueryClass(
                        "absence",
                        Predicate.and(
                                Predicate.equal(Intrinsic.KIND, 2L), Predicate.absent(Field.span("user.id")))),
                new QueryClass(
                        "number above",
                        new Compare(Field.span("db.response.returned_rows"), Comparison.GREATER, 990L)),
                new QueryClass(
                        "child of",
                        Predicate.and(
                                Predicate.equal(Field.span("db.system.name"), "postgresql"),
                                new Compare(Intrinsic.DURATION, Comparison.GREATER, 20_000_000L)),
                        Predicate.and(catalog, Predicate.equal(Intrinsic.KIND, 2L))));
    }

    private static String text(List<Span> spans, String key) {
        return spans.stream()
                .map(span -> span.attributes().text(key))
                .filter(value -> value != null)
                .findFirst()
                .orElseThrow();
    }
}
