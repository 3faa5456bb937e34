// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.benchmarks.load.Options;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long searches of {@code dapper all-in-one} take over so many spans, by the kind of the search, and how long reading a
 * trace takes, an ordinary one and one of 10,000 spans. All spans have just been stored, and the collector has merged their blocks. The first search of each kind
 * finds nothing in the caches of its columns.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks,dist -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.SearchLatency --spans=1000000
 * </pre>
 *
 * <p>Options, with their defaults: {@code --dapper=./dapper --spans=1000000 --rate=8000} (spans a second while they are
 * stored) {@code --settle=150} (seconds for merging) {@code --runs=40 --seed=1}; traces are those of {@link IngestCost}.
 */
public final class SearchLatency {
    private static final Pattern FIRST_ID = Pattern.compile("\"traceId\":\"([0-9a-f]{32})\"");

    /** Spans of the large trace. */
    private static final int LARGE = 10_000;

    private final AllInOne dapper;
    private final int runs;
    private final Random random;

    private SearchLatency(AllInOne dapper, int runs, long seed) {
        this.dapper = dapper;
        this.runs = runs;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String launcher = options.text("dapper", "./dapper");
        int spans = options.number("spans", 1_000_000);
        int rate = options.number("rate", 8_000);
        int settle = options.number("settle", 150);
        int runs = options.number("runs", 40);
        long seed = options.number("seed", 1);
        options.end();
        TraceData data = new TraceData(seed, 8, 8, 20, 8, 16, 20);
        try (AllInOne dapper = AllInOne.start(launcher)) {
            // First, so that it is not among the newest traces, which most searches read.
            String large = storeLarge(dapper, seed);
            store(dapper, data, spans, rate, seed);
            TimeUnit.SECONDS.sleep(settle);
            SearchLatency latency = new SearchLatency(dapper, runs, seed);
            String small = latency.measureSearches();
            latency.measureTrace("trace by id", small, 10 * runs);
            latency.measureTrace(String.format(Locale.ROOT, "trace by id, %,d spans", LARGE), large, 10 * runs);
        }
    }

    private static void store(AllInOne dapper, TraceData data, int spans, int rate, long seed) throws Exception {
        SendingAgents agents = new SendingAgents(dapper, data.services(), 3, 1000, new Random(seed));
        SteadyTraces traces = new SteadyTraces(data, agents, rate);
        agents.start();
        Thread producer = new Thread(traces);
        producer.start();
        long begun = System.nanoTime();
        while (agents.acknowledged.sum() < spans) {
            Thread.sleep(100);
        }
        traces.end();
        producer.join();
        agents.end();
        System.out.printf(
                Locale.ROOT,
                "%,d spans stored in %d s%n",
                agents.acknowledged.sum(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }

    /** Returns the id of a trace of {@link #LARGE} spans. */
    private static String storeLarge(AllInOne dapper, long seed) throws Exception {
        TraceData data = new TraceData(~seed, 8, LARGE, LARGE, 8, 16, 20);
        String id = "";
        for (Map.Entry<Integer, List<Span>> part :
                data.trace(0, System.currentTimeMillis() * 1_000_000L).entrySet()) {
            id = HexFormat.of().formatHex(part.getValue().get(0).getTraceId().toByteArray());
            if (!dapper.take(TraceData.service(part.getKey()), "process-0", part.getValue())) {
                throw new IllegalStateException("the spans of the large trace were refused");
            }
        }
        return id;
    }

    /** The kinds of searches; a number sign stands for a digit of chance. */
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("service", "{ resource.service.name = \"service-%\" }");
        kinds.put(
                "service, operation, duration",
                "{ resource.service.name = \"service-%\" && name = \"GET /service-%/operation-#/{id}\" && duration > 10ms }");
        kinds.put("equality, one of a million", "{ span.user.id = \"user-######\" }");
        kinds.put("equality, one of 20", "{ span.app.attribute.3 = \"value-1#\" }");
        kinds.put("negation", "{ span.app.attribute.3 != \"value-1#\" && status = error }");
        kinds.put("regex on names", "{ name =~ \".*operation-#.*\" }");
        kinds.put("regex on a million values, rare", "{ span.url.path =~ \".*/####7#\" }");
        kinds.put("number above", "{ span.http.response.status_code >= 500 }");
        kinds.put("child", "{ resource.service.name = \"service-%\" } > { status = error }");
        kinds.put("descendant", "{ resource.service.name = \"service-%\" } >> { span.app.attribute.1 = \"value-1#\" }");
        kinds.put("trace without", "{ status = error } !>> { resource.service.name = \"service-%\" }");
        kinds.put("no match, equality", "{ span.user.id = \"nobody-####\" }");
        kinds.put("no match, regex", "{ span.user.id =~ \"nobody-####.*\" }");
        kinds.put("no match, key absent", "{ span.absent.key = \"####\" }");
        return kinds;
    }

    /** Returns the id of a trace that was found. */
    private String measureSearches() throws Exception {
        System.out.println("| search | first, ms | median | 99 % | traces found | complete |");
        System.out.println("|---|--:|--:|--:|--:|---|");
        String traceId = "";
        for (Map.Entry<String, String> kind : kinds().entrySet()) {
            String lastId = row(kind.getKey(), kind.getValue());
            traceId = lastId.isEmpty() ? traceId : lastId;
        }
        return traceId;
    }

    private void measureTrace(String name, String traceId, int times) throws Exception {
        long[] nanos = new long[times];
        for (int run = 0; run < nanos.length; run++) {
            long begun = System.nanoTime();
            String answer = dapper.text("/api/v1/traces/" + traceId);
            nanos[run] = System.nanoTime() - begun;
            if (!answer.contains(traceId)) {
                throw new IllegalStateException("no trace " + traceId + ": " + answer);
            }
        }
        print(name, nanos, "1", 1);
    }

    /** Returns the id of a trace that was found, or an empty text. */
    private String row(String kind, String query) throws Exception {
        long[] nanos = new long[runs];
        int found = 0;
        int complete = 0;
        String id = "";
        for (int run = 0; run < runs; run++) {
            String path =
                    "/api/v1/traces?limit=20&lookback=3h&q=" + URLEncoder.encode(filled(query), StandardCharsets.UTF_8);
            long begun = System.nanoTime();
            HttpResponse<String> answer = dapper.answer(path);
            nanos[run] = System.nanoTime() - begun;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " for " + path + ": " + answer.body());
            }
            Matcher ids = FIRST_ID.matcher(answer.body());
            while (ids.find()) {
                id = ids.group(1);
                found++;
            }
            complete += answer.body().contains("\"complete\":true") ? 1 : 0;
        }
        print(kind, nanos, String.format(Locale.ROOT, "%.1f", found / (double) runs), complete / (double) runs);
        return id;
    }

    /** The same digit for each percent sign, another one for each number sign. */
    private String filled(String query) {
        StringBuilder filled = new StringBuilder();
        int service = random.nextInt(8);
        for (int i = 0; i < query.length(); i++) {
            char letter = query.charAt(i);
            filled.append(
                    letter == '%'
                            ? (char) ('0' + service)
                            : letter == '#' ? (char) ('0' + random.nextInt(10)) : letter);
        }
        return filled.toString();
    }

    private static void print(String name, long[] nanos, String found, double complete) {
        double first = nanos[0] / 1e6;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f | %s | %.0f %% |%n",
                name,
                first,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                found,
                100 * complete);
    }
}
