// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import dapper.query.QueryConfig;
import dapper.query.QueryServer;
import dapper.query.api.Readers;
import dapper.query.viewer.Setup;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts API and viewer on an in-memory store, for work on the viewer: {@code ViewerSandbox [port [graph]]}. With the graph
 * {@code shop} it has counted calls of 25 services, with {@code company} of 200.
 */
public final class ViewerSandbox {
    private ViewerSandbox() {}

    public static void main(String[] arguments) throws IOException {
        String port = arguments.length > 0 ? arguments[0] : "16686";
        long now = Instant.now().toEpochMilli() * 1_000_000;
        List<Span> shop = ShopTraces.generate(400, now - 3_000_000_000L);
        InMemoryCalls calls = new InMemoryCalls();
        InMemoryTraces traces = new InMemoryTraces();
        switch (arguments.length > 1 ? arguments[1] : "") {
            case "shop" ->
                CallGraphs.shop(new CallGraph(traces::add, calls::add, now)).store();
            case "company" ->
                CallGraphs.company(new CallGraph(traces::add, calls::add, now), 200)
                        .store();
            default -> ShopCalls.generate(calls::add, shop, now - 7_200_000_000_000L, now);
        }
        traces.add(shop)
                .add(large(100_000, now - 60_000_000_000L))
                .add(wide(50_000, now - 80_000_000_000L))
                .add(SlowTrace.of(new TraceId(0x510, 1), now - 85_000_000_000L))
                .add(SlowTrace.repaired(new TraceId(0x510, 2), now - 86_000_000_000L))
                .add(LoggedTrace.of(new TraceId(0x106, 1), now - 87_000_000_000L))
                .add(SkewedTrace.of(new TraceId(0xc10c, 1), now - 88_000_000_000L))
                .add(withoutRoot(now - 90_000_000_000L));
        InMemoryAlerts alerts = new InMemoryAlerts();
        UnusualCalls.generate(calls::add, now - 60_000_000_000L);
        ShopAlerts.evaluate(alerts, calls, now - 7_000_000_000_000L, now - 60_000_000_000L);
        ShopAlerts.deliver(alerts, now);
        QueryServer server = QueryServer.start(
                QueryConfig.from(new Settings(settings(port)::get)),
                new ServerProcess(),
                tenant -> new Readers(traces, calls, alerts),
                Setup.UNKNOWN);
        System.out.println("open http://localhost:" + server.port());
    }

    private static Map<String, String> settings(String port) throws IOException {
        Path rules = Files.writeString(Files.createTempFile("alerts", ".yaml"), ShopAlerts.RULES);
        return Map.of("dapper.query.port", port, "dapper.query.alerts.rules", rules.toString());
    }

    /** One root with batches of a hundred calls each. */
    public static List<Span> large(int spans, long start) {
        TraceId id = new TraceId(0x1a59e, 0x1a59e);
        List<Span> all = new ArrayList<>(spans);
        long total = spans * 1_000_000L;
        all.add(span(id, 1, 0, start, start + total)
                .name("nightly import")
                .service("batch")
                .build());
        long batch = 1;
        for (int i = 2; i <= spans; i++) {
            boolean first = i % 100 == 2;
            long from = start + i * 1_000_000L - 1_000_000L;
            if (first) {
                batch = i;
            }
            long to = first ? Math.min(start + total, from + 100_000_000L) : from + 900_000L;
            all.add(span(id, i, first ? 1 : batch, from, to)
                    .name(first ? "batch " + i / 100 : "insert row " + i)
                    .service(first ? "batch" : "store")
                    .attribute("row", (long) i)
                    .build());
        }
        return all;
    }

    /** One root with many sequential calls, which take three quarters of its time. */
    public static List<Span> wide(int children, long start) {
        TraceId id = new TraceId(0x71de, children);
        long each = 60_000_000_000L / children;
        List<Span> all = new ArrayList<>(children + 1);
        all.add(span(id, 1, 0, start, start + children * each)
                .name("GET /reports")
                .service("front")
                .build());
        for (int i = 0; i < children; i++) {
            all.add(span(id, i + 2, 1, start + i * each, start + i * each + each * 3 / 4)
                    .name("SELECT price")
                    .service("inventory")
                    .build());
        }
        return all;
    }

    private static List<Span> withoutRoot(long start) {
        TraceId id = new TraceId(0xbadbeef, 0xbadbeef);
        return List.of(
                span(id, 11, 10, start, start + 40_000_000L)
                        .name("GET /stock")
                        .service("inventory")
                        .build(),
                span(id, 12, 11, start + 2_000_000L, start + 30_000_000L)
                        .name("SELECT stock")
                        .service("inventory")
                        .build(),
                span(id, 13, 10, start + 45_000_000L, start + 80_000_000L)
                        .name("POST /jobs")
                        .service("worker")
                        .error("no worker")
                        .build());
    }
}
