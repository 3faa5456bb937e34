// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.TenantStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Measures answers about calls that are counted, and about calls that are estimated from spans. Two services have as many
 * traces of an hour in Cassandra: all of the calls of {@code front} are counted, and of {@code orders} those over HTTP.
 *
 * <p>Arguments: a new folder for the data, and the traces of each service.
 */
final class EstimateCost {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MS = 1_000_000;
    private static final int TIMES = 5;

    private EstimateCost() {}

    public static void main(String[] arguments) throws Exception {
        int traces = Integer.parseInt(arguments[1]);
        long end = System.currentTimeMillis() * MS / (60_000 * MS) * 60_000 * MS - 60_000 * MS;
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(Path.of(arguments[0])), event -> {})) {
            CassandraConfig config = CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter());
            try (CassandraStorage storage = CassandraStorage.open(config)) {
                TenantStorage own = storage.of(Tenant.DEFAULT);
                write(
                        own,
                        resource("front", "service.instance.id", "1", "telemetry.distro.name", "dapper-javaagent"),
                        traces,
                        end);
                write(
                        own,
                        resource("orders", "service.instance.id", "1", "telemetry.sdk.name", "opentelemetry"),
                        traces,
                        end);
                count(own, "front", end, true);
                count(own, "orders", end, false);
                try (QueryService service = QueryService.start(
                        new ServerProcess(), new Readers(own.reader(), own.callReader(), own.alerts()))) {
                    String range = "start=" + (end - HOUR) + "&end=" + end;
                    for (String path : List.of(
                            "/api/v1/services/front/metrics?",
                            "/api/v1/services/front/metrics?kind=db.client&",
                            "/api/v1/services/orders/metrics?",
                            "/api/v1/services/orders/metrics?kind=db.client&",
                            "/api/v1/dependencies?")) {
                        measure(service, path + range);
                    }
                }
            }
        }
    }

    private static void write(TenantStorage to, Resource process, int traces, long end) throws Exception {
        Semaphore window = new Semaphore(256);
        for (int i = 0; i < traces; i++) {
            TraceId id = new TraceId(process.hashCode(), i + 1);
            long start = end - HOUR + (long) ((double) HOUR * i / traces);
            window.acquire();
            to.writer().write(id, spans(id, process, start)).whenComplete((done, failure) -> {
                window.release();
                if (failure != null) {
                    failure.printStackTrace();
                }
            });
        }
        window.acquire(256);
    }

    private static List<Span> spans(TraceId id, Resource process, long start) {
        return List.of(
                span(id, 1, 0, start, start + 20 * MS)
                        .resource(process)
                        .name("POST /orders")
                        .kind(SpanKind.SERVER)
                        .build(),
                span(id, 2, 1, start, start + 5 * MS)
                        .resource(process)
                        .name("GET")
                        .kind(SpanKind.CLIENT)
                        .attribute("server.address", "pay.example")
                        .build(),
                statement(id, 3, process, "SELECT orders", start + 5 * MS),
                statement(id, 4, process, "INSERT orders", start + 10 * MS),
                span(id, 5, 1, start, start + 2 * MS)
                        .resource(process)
                        .name("price")
                        .build());
    }

    private static Span statement(TraceId id, long spanId, Resource process, String name, long start) {
        return span(id, spanId, 1, start, start + 3 * MS)
                .resource(process)
                .name(name)
                .kind(SpanKind.CLIENT)
                .attribute("db.system.name", "postgresql")
                .attribute("db.namespace", "shop")
                .build();
    }

    private static void count(TenantStorage to, String service, long end, boolean database) throws Exception {
        for (long start = end - HOUR; start < end; start += 10_000 * MS) {
            CallSeries series = new CallSeries();
            series.durations().add(20 * MS);
            CallKey served = new CallKey(CallKind.HTTP_SERVER, "POST /orders", "", "200", "");
            CallKey sent = new CallKey(CallKind.HTTP_CLIENT, "GET", "pay.example", "200", "");
            CallKey stored = new CallKey(CallKind.DATABASE, "SELECT orders", "postgresql shop", "", "");
            to.callWriter()
                    .write(new CallReport(
                            new ServiceProcess(service, "1", "1", "java", ""),
                            start,
                            start + 10_000 * MS,
                            database
                                    ? Map.of(served, series, sent, series, stored, series)
                                    : Map.of(served, series, sent, series)))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static void measure(QueryService service, String path) {
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            JsonNode answer = service.get(path).json();
            System.out.printf(
                    "%s: %d ms, %s rows, complete %s%n",
                    path.replaceAll("start=.*", ""),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                    answer.path("rowsRead").asText(),
                    answer.path("complete").asText());
        }
    }
}
