// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures whether a search of {@code dapper all-in-one} ends at its limit: stores a trace of each service in each hour, and
 * one very large trace, then searches for a tag that no span has, and for the newest traces.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.SearchTime ./dapper 300 96 0 1s
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.SearchTime ./dapper 1 1 400000 15s
 * </pre>
 *
 * <p>Arguments: the launcher, services, hours, spans of the large trace, the limit of a search.
 */
public final class SearchTime {
    private static final int SPANS_PER_REQUEST = 5_000;
    private static final int ATTRIBUTES = 12;
    private static final int SEARCHES = 5;

    private SearchTime() {}

    public static void main(String[] arguments) throws Exception {
        int services = Integer.parseInt(arguments[1]);
        int hours = Integer.parseInt(arguments[2]);
        int spans = Integer.parseInt(arguments[3]);
        try (AllInOne dapper = AllInOne.start(arguments[0], "--dapper.cassandra.search-timeout=" + arguments[4])) {
            storeTraces(dapper, services, hours);
            storeLargeTrace(dapper, spans);
            for (int i = 0; i < SEARCHES; i++) {
                search(
                        dapper,
                        "a tag that nobody has",
                        "/api/v1/traces?tag=nobody:has-it&lookback=" + (hours + 1) + "h");
            }
            for (int i = 0; i < SEARCHES; i++) {
                search(dapper, "newest traces", "/api/v1/traces?limit=20&lookback=" + (hours + 1) + "h");
            }
        }
    }

    private static void storeTraces(AllInOne dapper, int services, int hours) throws Exception {
        long start = System.nanoTime();
        long now = System.currentTimeMillis() * 1_000_000L;
        for (int service = 0; service < services; service++) {
            List<Span> spans = new ArrayList<>();
            for (int hour = 0; hour < hours; hour++) {
                spans.add(AllInOne.span(
                        AllInOne.id(16, 1 + service * hours + hour), 1, 0, now - TimeUnit.HOURS.toNanos(hour), 4));
            }
            dapper.store("service-" + service, spans);
        }
        System.out.printf(
                Locale.ROOT,
                "stored traces of %d services in %d hours in %d s%n",
                services,
                hours,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private static void storeLargeTrace(AllInOne dapper, int count) throws Exception {
        byte[] id = AllInOne.id(16, Integer.MAX_VALUE);
        long now = System.currentTimeMillis() * 1_000_000L;
        for (int first = 1; first <= count; first += SPANS_PER_REQUEST) {
            List<Span> spans = new ArrayList<>();
            for (int i = first; i < first + SPANS_PER_REQUEST && i <= count; i++) {
                spans.add(AllInOne.span(id, i, i / 8, now + i, ATTRIBUTES));
            }
            dapper.store("large", spans);
        }
        System.out.printf(Locale.ROOT, "stored a trace of %,d spans%n", count);
    }

    private static void search(AllInOne dapper, String name, String path) throws Exception {
        long start = System.nanoTime();
        String answer = dapper.text(path);
        int end = Math.max(0, answer.indexOf("\"complete\""));
        System.out.printf(
                Locale.ROOT,
                "%s: %d ms, complete %s, ...%s%n",
                name,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                answer.contains("\"complete\":true"),
                answer.substring(end, Math.min(answer.length(), end + 160)));
    }
}
