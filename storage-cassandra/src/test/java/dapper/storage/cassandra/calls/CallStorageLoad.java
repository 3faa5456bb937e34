// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import dapper.storage.Tenant;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Measures the cost of counted calls: bytes on disk for each service, operation and day, and the time of reads. Two
 * processes count the calls of 20 operations; one call in 50 fails.
 *
 * <p>Arguments: a new folder for the data, and the hours to write. The class path is that of {@code StorageLoad}.
 */
final class CallStorageLoad {
    private static final int OPERATIONS = 20;
    private static final int PROCESSES = 2;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    private CallStorageLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int hours = Integer.parseInt(arguments[1]);
        long end = System.currentTimeMillis() * 1_000_000 / HOUR * HOUR;
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), event -> {})) {
            CassandraConfig config = CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter());
            try (CassandraStorage storage = CassandraStorage.open(config);
                    var session = Connection.open(config)) {
                long begun = System.nanoTime();
                write(storage.of(Tenant.DEFAULT).callWriter(), end - hours * HOUR, end);
                System.out.printf("%d reports in %.1f s%n", hours * 360 * PROCESSES, seconds(begun));
                begun = System.nanoTime();
                int windows = new RollUp(
                                new Statements(session, config.keyspace()),
                                Duration.ofDays(2),
                                0,
                                System::currentTimeMillis)
                        .run();
                System.out.printf("%d windows summed up in %.1f s%n", windows, seconds(begun));
                for (long step : new long[] {10 * SECOND, 60 * SECOND, 600 * SECOND, HOUR}) {
                    read(storage, new CallQuery("shop", end - hours * HOUR, end, step));
                }
            }
        }
        sizes(data, hours);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void read(CassandraStorage storage, CallQuery query) {
        long[] calls = {0};
        int rows = 0;
        long begun = 0;
        // The second time is that of a warm process.
        for (int i = 0; i < 2; i++) {
            calls[0] = 0;
            begun = System.nanoTime();
            rows = Calls.read(
                            storage,
                            query,
                            (unixNanos, key, series) ->
                                    calls[0] += series.durations().count())
                    .rows();
        }
        System.out.printf(
                "step %5d s: %d calls of %d rows in %.3f s%n",
                query.stepNanos() / SECOND, calls[0], rows, seconds(begun));
    }

    private static void write(CallWriter writer, long from, long to) throws InterruptedException {
        Random random = new Random(1);
        Semaphore window = new Semaphore(64);
        for (long start = from; start < to; start += 10 * SECOND) {
            for (int process = 0; process < PROCESSES; process++) {
                window.acquire();
                writer.write(report("shop-" + process, start, random)).whenComplete((done, failure) -> {
                    window.release();
                    if (failure != null) {
                        failure.printStackTrace();
                    }
                });
            }
        }
        window.acquire(64);
    }

    private static CallReport report(String instance, long start, Random random) {
        Map<CallKey, CallSeries> series = new HashMap<>();
        for (int operation = 0; operation < OPERATIONS; operation++) {
            for (int call = 0; call < 50; call++) {
                String error = random.nextInt(50) == 0 ? "500" : "";
                CallKey key = new CallKey(
                        CallKind.HTTP_SERVER,
                        "GET /orders/{id}/part" + operation,
                        "",
                        error.isEmpty() ? "200" : error,
                        error);
                CallSeries calls = series.computeIfAbsent(key, unseen -> new CallSeries());
                long nanos = (long) Math.exp(random.nextGaussian() * 0.7 + 15 + operation * 0.1);
                calls.durations().add(nanos);
                if (call == 0) {
                    calls.add(new CallExemplar(
                            new TraceId(random.nextLong(), random.nextLong()), random.nextLong(), start, nanos));
                }
            }
        }
        return new CallReport(
                new ServiceProcess("shop", instance, "1", "java", "dapper"), start, start + 10 * SECOND, series);
    }

    private static void sizes(Path data, int hours) throws IOException {
        TreeMap<String, Long> bytes = new TreeMap<>();
        Path keyspace = data.resolve("data/dapper");
        try (Stream<Path> files = Files.walk(keyspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String table = keyspace.relativize(file).getName(0).toString().replaceFirst("-.*", "");
                bytes.merge(table, Files.size(file), Long::sum);
            }
        }
        bytes.forEach((table, size) -> {
            if (table.startsWith("call_")) {
                System.out.printf(
                        "%s: %d bytes, %.0f for each operation and day%n",
                        table, size, size * 24.0 / hours / OPERATIONS);
            }
        });
    }
}
