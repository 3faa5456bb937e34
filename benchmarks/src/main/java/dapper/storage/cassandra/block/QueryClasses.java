// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.benchmarks.SpanArrivals;
import dapper.query.traceql.types.Regex;
import dapper.storage.Span;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import dapper.storage.predicate.Predicate.Compare;
import dapper.storage.predicate.Predicate.Matches;
import dapper.storage.predicate.Predicate.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes searches of each class, with values of the data. Used by one thread. */
final class QueryClasses {
    private static final long SECOND = 1_000_000_000L;
    private static final Field SERVICE = Field.resource("service.name");
    private static final Field STATUS_CODE = Field.span("http.response.status_code");

    private final Random random = new Random(5);
    private final List<Span> samples = new ArrayList<>();
    private final long end;

    /** @param end of all data, in nanoseconds since 1970 */
    QueryClasses(int spansPerSecond, long end) {
        this.end = end;
        // The oldest spans: what only they have is the last that a search finds.
        SpanArrivals arrivals = new SpanArrivals(spansPerSecond, 1);
        while (samples.size() < 5_000) {
            samples.addAll(arrivals.next().get(0));
        }
    }

    /** Returns one search of each class, each time with other values. */
    List<QueryClass> next() {
        String service = "service-" + random.nextInt(8);
        int operation = random.nextInt(10);
        String name = "GET /" + service + "/operation-" + operation + "/{id}";
        Span sample = samples.get(random.nextInt(samples.size()));
        String user = String.valueOf(sample.attributes().text("user.id"));
        String low = "value-" + random.nextInt(20);
        String path = "/" + service + "/operation-" + operation + "/" + (10_000 + random.nextInt(90_000)) + ".*";
        long from = SpanArrivals.EPOCH + (long) ((end - SpanArrivals.EPOCH - 30 * SECOND) * random.nextDouble());
        Predicate ofService = Predicate.equal(SERVICE, service);
        Predicate error = Predicate.equal(Intrinsic.STATUS, 2L);
        String inService = "resource.service.name = \"" + service + "\"";
        return List.of(
                new QueryClass(
                        "service, 30 s", "{ " + inService + " }", ofService, null, false, from, from + 30 * SECOND),
                all(
                        "service, operation, duration",
                        "{ " + inService + " && name = \"" + name + "\" && duration > 30ms }",
                        Predicate.and(
                                ofService,
                                Predicate.equal(Intrinsic.NAME, name),
                                new Compare(Intrinsic.DURATION, Comparison.GREATER, 30_000_000L))),
                all(
                        "equality, one of a million",
                        "{ span.user.id = \"" + user + "\" }",
                        Predicate.equal(Field.span("user.id"), user)),
                all(
                        "equality, one of 20",
                        "{ span.app.attribute.3 = \"" + low + "\" }",
                        Predicate.equal(Field.span("app.attribute.3"), low)),
                all(
                        "negation",
                        "{ " + inService + " && !(name = \"" + name + "\") && span.http.response.status_code != 200 }",
                        Predicate.and(
                                ofService,
                                new Not(Predicate.equal(Intrinsic.NAME, name)),
                                new Compare(STATUS_CODE, Comparison.NOT_EQUAL, 200L))),
                all(
                        "regex on names",
                        "{ name =~ \".*operation-" + operation + ".*\" }",
                        matches(Intrinsic.NAME, ".*operation-" + operation + ".*")),
                all(
                        "regex on a million values, rare",
                        "{ span.url.path =~ \"" + path + "\" }",
                        matches(Field.span("url.path"), path)),
                all(
                        "number above, 2 %",
                        "{ span.http.response.status_code >= 500 }",
                        new Compare(STATUS_CODE, Comparison.GREATER_OR_EQUAL, 500L)),
                all(
                        "number above, rare",
                        "{ " + inService + " && duration > 219900us && span.http.response.status_code > 400 }",
                        Predicate.and(
                                ofService,
                                new Compare(Intrinsic.DURATION, Comparison.GREATER, 219_900_000L),
                                new Compare(STATUS_CODE, Comparison.GREATER, 400L))),
                new QueryClass(
                        "child (>)",
                        "{ " + inService + " } > { status = error }",
                        error,
                        ofService,
                        false,
                        SpanArrivals.EPOCH,
                        end),
                new QueryClass(
                        "descendant (>>)",
                        "{ name = \"" + name + "\" } >> { span.app.attribute.1 = \"" + low + "\" && status = error }",
                        Predicate.and(Predicate.equal(Field.span("app.attribute.1"), low), error),
                        Predicate.equal(Intrinsic.NAME, name),
                        true,
                        SpanArrivals.EPOCH,
                        end),
                all(
                        "no match, equality",
                        "{ span.user.id = \"nobody\" }",
                        Predicate.equal(Field.span("user.id"), "nobody")),
                all("no match, regex", "{ span.user.id =~ \"nobody.*\" }", matches(Field.span("user.id"), "nobody.*")),
                all(
                        "no match, key absent",
                        "{ span.nobody.has.this = \"x\" }",
                        Predicate.equal(Field.span("nobody.has.this"), "x")));
    }

    private static Predicate matches(Field field, String regex) {
        return new Matches(field, Regex.of(regex), false);
    }

    private QueryClass all(String name, String traceQl, Predicate predicate) {
        return new QueryClass(name, traceQl, predicate, null, false, SpanArrivals.EPOCH, end);
    }
}
