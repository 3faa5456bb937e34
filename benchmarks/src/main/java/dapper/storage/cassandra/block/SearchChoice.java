// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.benchmarks.SpanArrivals;
import dapper.storage.SearchPage;
import dapper.storage.TraceId;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Measures searches for the newest 20 traces, until their spans are read and verified, with each candidate of an index on the
 * same Cassandra, in turns, and compares the answers. "Cold": the searching JVM knows nothing of the index. "Warm": it keeps
 * what it has read and decoded.
 *
 * <p>Arguments: the folder, most runs of a class, most seconds of a class and candidate, spans a second, collectors of the
 * parts to read, the candidates (of {@code rows,blocks,segments}).
 */
final class SearchChoice {
    private interface Search {
        Answer run(QueryClass query) throws Exception;
    }

    /** @param exact whether the answer is complete */
    private record Answer(List<TraceId> traces, boolean exact, int parts, int read) {}

    private static final class Sum {
        private final List<Double> millis = new ArrayList<>();
        private double own;
        private double node;
        private long found;
        private long parts;
        private long read;
        private int incomplete;
        private int different;
    }

    private final Map<String, Search> searches = new LinkedHashMap<>();
    private final Map<String, Map<UUID, IndexPart>> caches = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(16, work -> {
        Thread thread = new Thread(work, "search");
        thread.setDaemon(true);
        return thread;
    });
    private final CassandraStorage storage;
    private final MeasuredNode node;
    private final int runs;
    private final double seconds;

    private SearchChoice(CassandraStorage storage, MeasuredNode node, int runs, double seconds) {
        this.storage = storage;
        this.node = node;
        this.runs = runs;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        String candidates = arguments[5];
        try (MeasuredNode node = MeasuredNode.start(Path.of(arguments[0]));
                CassandraStorage storage = CassandraStorage.open(node.config("dapper"));
                CqlSession session = Connection.open(node.config("dapper"))) {
            node.disableCompaction("dapper");
            node.disableCompaction(IndexTables.KEYSPACE);
            SearchChoice choice =
                    new SearchChoice(storage, node, Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
            IndexTables blocks = new IndexTables(session, "blocks" + arguments[4]);
            long end = blocks.list(SpanArrivals.EPOCH, SpanArrivals.EPOCH + 3_600_000_000_000L)
                            .get(0)
                            .lastStart()
                    + 1;
            QueryClasses classes = new QueryClasses(Integer.parseInt(arguments[3]), end);
            if (candidates.contains("rows")) {
                choice.searches.put("rows", choice::rows);
            }
            if (candidates.contains("blocks")) {
                choice.add("blocks", session, arguments[4], tables -> stored -> new BlockPart(tables, stored));
            }
            if (candidates.contains("segments")) {
                choice.add("segments", session, arguments[4], tables -> stored -> new LucenePart(tables, stored));
            }
            choice.run(classes);
            choice.memory(end);
        }
        System.exit(0);
    }

    private Answer rows(QueryClass query) {
        Verifier verifier = new Verifier(query);
        SearchPage page = storage.reader().search(verifier.candidates(), verifier);
        return new Answer(
                page.traces().stream().map(TraceSummary::traceId).toList(),
                page.complete(),
                (int) page.indexRowsRead(),
                0);
    }

    private void add(
            String name,
            CqlSession session,
            String collectors,
            Function<IndexTables, Function<IndexTables.Stored, IndexPart>> parts) {
        IndexTables unknown = new IndexTables(session, name + collectors);
        searches.put(name + ", cold", query -> {
            unknown.forget();
            return search(unknown, parts.apply(unknown), new ConcurrentHashMap<>(), query);
        });
        IndexTables tables = new IndexTables(session, name + collectors);
        Map<UUID, IndexPart> cache = new ConcurrentHashMap<>();
        caches.put(name, cache);
        searches.put(name + ", warm", query -> search(tables, parts.apply(tables), cache, query));
    }

    private Answer search(
            IndexTables tables,
            Function<IndexTables.Stored, IndexPart> open,
            Map<UUID, IndexPart> cache,
            QueryClass query)
            throws Exception {
        List<IndexPart> parts = tables.list(query.from(), query.to() - 1).stream()
                .map(stored -> cache.computeIfAbsent(stored.id(), id -> open.apply(stored)))
                .toList();
        NewestFirst search = new NewestFirst(query, storage.reader(), threads);
        List<TraceId> traces = search.run(parts);
        return new Answer(traces, true, search.partsRead(), search.tracesRead());
    }

    private void run(QueryClasses classes) throws Exception {
        Map<String, Map<String, Sum>> sums = new LinkedHashMap<>();
        Map<String, Double> spent = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) {
            for (QueryClass query : classes.next()) {
                List<TraceId> first = null;
                for (Map.Entry<String, Search> search : searches.entrySet()) {
                    String key = query.name() + search.getKey();
                    if (spent.getOrDefault(key, 0.0) > seconds) {
                        continue;
                    }
                    Sum sum = sums.computeIfAbsent(query.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(search.getKey(), name -> new Sum());
                    Answer answer = measured(search.getValue(), query, sum);
                    spent.merge(key, sum.millis.get(sum.millis.size() - 1) / 1e3, Double::sum);
                    if (first == null && answer.exact()) {
                        first = answer.traces();
                    }
                    sum.different += first == null || !answer.exact() || first.equals(answer.traces()) ? 0 : 1;
                    // The first run warms up, unless it takes so long that there is no time for another.
                    if (run < 0 && spent.getOrDefault(key, 0.0) < seconds / 4) {
                        sums.get(query.name()).remove(search.getKey());
                        spent.remove(key);
                    }
                }
            }
            if (run >= 4 && run % 10 == 9) {
                print(sums);
            }
        }
        print(sums);
    }

    private Answer measured(Search search, QueryClass query, Sum sum) throws Exception {
        Cpu cpu = Cpu.begin(node);
        long start = System.nanoTime();
        Answer answer = search.run(query);
        sum.millis.add((System.nanoTime() - start) / 1e6);
        sum.own += cpu.own();
        sum.node += cpu.node();
        sum.found += answer.traces().size();
        sum.parts += answer.parts();
        sum.read += answer.read();
        sum.incomplete += answer.exact() ? 0 : 1;
        return answer;
    }

    private static void print(Map<String, Map<String, Sum>> all) {
        Report.title(
                "Searches",
                "query",
                "index",
                "p50, ms",
                "p99, ms",
                "CPU ms: searcher",
                "Cassandra",
                "traces found",
                "rows or parts read",
                "traces read",
                "runs",
                "incomplete",
                "different from the first");
        all.forEach((query, sums) -> sums.forEach((index, sum) -> {
            List<Double> millis = new ArrayList<>(sum.millis);
            Collections.sort(millis);
            double size = millis.size();
            Report.line(
                    query,
                    index,
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 99 / 100),
                    1e3 * sum.own / size,
                    1e3 * sum.node / size,
                    sum.found / size,
                    sum.parts / size,
                    sum.read / size,
                    millis.size(),
                    sum.incomplete,
                    sum.different);
        }));
    }

    private void memory(long end) {
        Report.title("Memory after these searches, warm", "index", "parts", "bytes of the heap, in all");
        caches.forEach((name, cache) -> Report.line(
                name,
                cache.size(),
                cache.values().stream().mapToLong(IndexPart::memory).sum()));
        System.out.printf("%,d ms of data%n", (end - SpanArrivals.EPOCH) / 1_000_000);
    }
}
