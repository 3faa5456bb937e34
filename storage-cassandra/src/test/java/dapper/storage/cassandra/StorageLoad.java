// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import dapper.storage.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * A rough manual measurement, not a test: spans written a second, latency of reads and searches, bytes on disk.
 *
 * <p>Arguments: a new folder for the data, and how many traces of 20 spans with 8 attributes to write. From the root:
 *
 * <pre>
 * ./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path -pl storage-cassandra -am
 * cd storage-cassandra
 * java -cp target/test-classes:target/classes:$(cat target/class-path) \
 *     dapper.storage.cassandra.StorageLoad /tmp/new-folder 5000
 * </pre>
 */
final class StorageLoad {
    private static final int SPANS = 20;
    private static final Random RANDOM = new Random(1);

    private StorageLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int traces = Integer.parseInt(arguments[1]);
        List<TraceId> ids = new ArrayList<>();
        EmbeddedCassandraConfig config = new EmbeddedCassandraConfig(
                TestNode.lib(), data, 0, 0, 1024, Path.of(System.getProperty("java.home")), List.of());
        try (EmbeddedCassandra node = EmbeddedCassandra.start(config, event -> System.out.println(event.sentence()));
                CassandraStorage storage = CassandraStorage.open(
                        CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter()))) {
            write(storage, ids, traces / 10);
            long start = System.nanoTime();
            write(storage, ids, traces);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("written: %.0f spans/s%n", traces * SPANS / seconds);
            measure("trace by id, 20 spans", 2_000, i -> storage.reader().trace(ids.get(RANDOM.nextInt(ids.size()))));
            search(storage, "newest of a service", new Searching("front"));
            search(storage, "rare tag", new Searching("store").tag("user.id", "user-77"));
            search(
                    storage,
                    "operation + error + duration",
                    new Searching("store").operation("SELECT stock").error(true).durations(3_000_000, Long.MAX_VALUE));
            search(storage, "absent tag", new Searching("store").tag("user.id", "nobody"));
            search(storage, "any service, rare tag", new Searching(null).tag("user.id", "user-78"));
        }
        sizes(data, (traces + traces / 10) * SPANS);
    }

    private static void search(CassandraStorage storage, String name, Searching search) {
        SearchPage[] last = new SearchPage[1];
        measure(name, 50, i -> last[0] = storage.reader().search(search.build(null)));
        System.out.printf(
                "    %d traces, %d rows, complete %s%n",
                last[0].traces().size(), last[0].indexRowsRead(), last[0].complete());
    }

    private interface Work {
        void run(int i);
    }

    private static void measure(String name, int times, Work work) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run(i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms%n", name, nanos[times / 2] / 1e6, nanos[times * 99 / 100] / 1e6);
    }

    private static void write(CassandraStorage storage, List<TraceId> ids, int traces) throws InterruptedException {
        Semaphore window = new Semaphore(64);
        for (int i = 0; i < traces; i++) {
            TraceId id = new TraceId(RANDOM.nextLong(), RANDOM.nextLong());
            ids.add(id);
            window.acquire();
            storage.writer().write(id, trace(id, i)).whenComplete((done, failure) -> {
                window.release();
                if (failure != null) {
                    failure.printStackTrace();
                }
            });
        }
        window.acquire(64);
    }

    private static List<Span> trace(TraceId id, int number) {
        List<Span> spans = new ArrayList<>();
        long start = number * 7_000_000L;
        long[] spanIds = RANDOM.longs(SPANS).toArray();
        for (int i = 0; i < SPANS; i++) {
            String service = i < 3 ? "front" : i < 8 ? "orders" : "store";
            boolean database = i >= 10;
            long duration = 1_000_000 + RANDOM.nextInt(5_000_000);
            Spans span = Spans.of(id, spanIds[i])
                    .parent(i == 0 ? 0 : spanIds[(i - 1) / 2])
                    .service(service)
                    .name(database ? "SELECT stock" : i % 2 == 0 ? "GET /orders/{id}" : "GET")
                    .kind(database || i % 2 == 1 ? SpanKind.CLIENT : SpanKind.SERVER)
                    .start(start + i * 100_000L + RANDOM.nextInt(100_000))
                    .duration(duration)
                    .resource("service.instance.id", service + "-1")
                    .resource("host.name", "machine-1")
                    .resource("telemetry.sdk.language", "java")
                    .resource("process.pid", 1234L);
            if (RANDOM.nextInt(50) == 0) {
                span.error();
            }
            if (database) {
                span.tag("db.system.name", "postgresql")
                        .tag("db.namespace", "shop")
                        .tag("db.query.text", "SELECT id, amount FROM stock WHERE item = ? AND store = ?")
                        .tag("db.operation.name", "SELECT")
                        .tag("db.collection.name", "stock")
                        .tag("server.address", "db.internal")
                        .tag("server.port", 5432L)
                        .tag("user.id", "user-" + RANDOM.nextInt(10_000));
            } else {
                span.tag("http.request.method", "GET")
                        .tag("url.path", "/orders/" + RANDOM.nextInt(1_000_000))
                        .tag("http.route", "/orders/{id}")
                        .tag("http.response.status_code", 200L)
                        .tag("server.address", service + ".internal")
                        .tag("server.port", 8080L)
                        .tag("network.protocol.version", "1.1")
                        .tag("thread.name", "worker-" + RANDOM.nextInt(20));
            }
            spans.add(span.build());
        }
        return spans;
    }

    private static void sizes(Path data, long spans) throws IOException {
        TreeMap<String, Long> bytes = new TreeMap<>();
        Path keyspace = data.resolve("data/dapper");
        try (Stream<Path> files = Files.walk(keyspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String table = keyspace.relativize(file).getName(0).toString().replaceFirst("-.*", "");
                bytes.merge(
                        file.toString().contains("SAI")
                                        || file.getFileName().toString().contains("+")
                                ? table + " (SAI)"
                                : table,
                        Files.size(file),
                        Long::sum);
            }
        }
        bytes.forEach(
                (table, size) -> System.out.printf("%s: %d bytes, %.1f a span%n", table, size, (double) size / spans));
        System.out.printf(
                "all: %.1f bytes a span%n",
                bytes.values().stream().mapToLong(size -> size).sum() / (double) spans);
    }
}
