// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Traces of a small web shop: three services, a database, some slow and some failing requests. */
public final class ShopTraces {
    private static final long MS = 1_000_000;
    private static final Resource FRONT = process("front", "shop-1", "21.0.9");
    private static final Resource INVENTORY = process("inventory", "shop-2", "17.0.17");
    private static final Resource WORKER = process("worker", "shop-3", "25.0.1");
    private static final String STACK_TRACE = """
            java.sql.SQLTimeoutException: Timed out after 500 ms waiting for a connection
            \tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:696)
            \tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197)
            \tat shop.inventory.StockTable.reserve(StockTable.java:41)
            \tat shop.inventory.StockServlet.doPost(StockServlet.java:58)
            \tat javax.servlet.http.HttpServlet.service(HttpServlet.java:681)
            """;

    private final Random random = new Random(7);
    private final List<Span> spans = new ArrayList<>();
    private TraceId traceId = new TraceId(0, 0);
    private long nextSpanId;

    private ShopTraces() {}

    /** @param newest start of the newest trace; each earlier trace starts about four seconds before the next */
    public static List<Span> generate(int traces, long newest) {
        ShopTraces shop = new ShopTraces();
        long start = newest;
        for (int i = 0; i < traces; i++) {
            shop.trace(i, start);
            start -= (2_000 + shop.random.nextInt(4_000)) * MS;
        }
        return shop.spans;
    }

    private static Resource process(String service, String host, String java) {
        return TestSpan.resource(
                service,
                "service.version",
                "2.4.1",
                "host.name",
                host,
                "process.pid",
                4711L,
                "process.runtime.version",
                java,
                "telemetry.sdk.language",
                "java",
                "telemetry.distro.name",
                "dapper-javaagent");
    }

    private void trace(int number, long start) {
        traceId = new TraceId(random.nextLong(), random.nextLong());
        switch (number % 8) {
            case 2, 5 -> checkout(start, false);
            case 6 -> checkout(start, true);
            case 3 -> search(start);
            default -> cart(start);
        }
    }

    private long id() {
        nextSpanId = random.nextLong();
        return nextSpanId;
    }

    private long millis(int least, int most) {
        return (long) ((least + random.nextDouble() * (most - least)) * MS);
    }

    private void cart(long start) {
        long root = id();
        long query = millis(2, 9);
        long total = query + millis(4, 20);
        server(root, 0, start, start + total, FRONT, "GET /cart/{id}", "GET", "/cart/{id}", 200);
        long call = id();
        long callStart = start + millis(1, 2);
        client(call, root, callStart, callStart + query + 2 * MS, FRONT, "http://inventory:8081/stock?sku=4411", 200);
        long server = id();
        server(
                server,
                call,
                callStart + MS / 2,
                callStart + query + 3 * MS / 2,
                INVENTORY,
                "GET /stock",
                "GET",
                "/stock",
                200);
        sql(server, callStart + MS, query, "SELECT sku, amount FROM stock WHERE sku = ?", "SELECT stock");
    }

    private void search(long start) {
        long root = id();
        int pages = 3 + random.nextInt(4);
        long each = millis(8, 16);
        server(root, 0, start, start + pages * each + 14 * MS, FRONT, "GET /search", "GET", "/search", 200);
        for (int i = 0; i < pages; i++) {
            long call = id();
            long from = start + 5 * MS + i * each;
            client(call, root, from, from + each - MS, FRONT, "http://inventory:8081/stock?page=" + i, 200);
            long server = id();
            server(server, call, from + MS, from + each - 2 * MS, INVENTORY, "GET /stock", "GET", "/stock", 200);
            sql(server, from + 2 * MS, each - 5 * MS, "SELECT * FROM stock WHERE name LIKE ? LIMIT ?", "SELECT stock");
        }
    }

    private void checkout(long start, boolean failing) {
        long root = id();
        long reserve = failing ? 512 * MS : millis(30, 180);
        long total = reserve + millis(80, 240);
        TestSpan front = http(root, 0, start, start + total, FRONT, SpanKind.SERVER, "POST /checkout")
                .attribute("http.request.method", "POST")
                .attribute("http.route", "/checkout")
                .attribute("url.path", "/checkout")
                .attribute("url.scheme", "http")
                .attribute("server.address", "localhost")
                .attribute("server.port", 8080L)
                .attribute("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36")
                .attribute("http.response.status_code", failing ? 500L : 200L)
                .scope("dapper.servlet", "0.1.0");
        spans.add((failing ? front.error("") : front).build());
        reservation(root, start + 4 * MS, reserve, failing);
        if (!failing) {
            payment(root, start + reserve + 6 * MS, total - reserve - 12 * MS);
        }
    }

    private void reservation(long root, long start, long duration, boolean failing) {
        long call = id();
        client(call, root, start, start + duration, FRONT, "http://inventory:8081/stock/reserve", failing ? 503 : 200);
        long server = id();
        server(
                server,
                call,
                start + MS,
                start + duration - MS,
                INVENTORY,
                "POST /stock/reserve",
                "POST",
                "/stock/reserve",
                failing ? 503 : 200);
        if (failing) {
            spans.add(span(traceId, id(), server, start + 2 * MS, start + duration - 2 * MS)
                    .resource(INVENTORY)
                    .name("StockTable.reserve")
                    .error("Timed out after 500 ms waiting for a connection")
                    .event(
                            start + duration - 2 * MS,
                            "exception",
                            "exception.type",
                            "java.sql.SQLTimeoutException",
                            "exception.message",
                            "Timed out after 500 ms waiting for a connection",
                            "exception.stacktrace",
                            STACK_TRACE)
                    .scope("dapper.jdbc", "0.1.0")
                    .build());
            return;
        }
        long each = (duration - 6 * MS) / 3;
        sql(server, start + 2 * MS, each, "SELECT amount FROM stock WHERE sku = ? FOR UPDATE", "SELECT stock");
        sql(server, start + 2 * MS + each, each, "UPDATE stock SET amount = amount - ? WHERE sku = ?", "UPDATE stock");
        sql(
                server,
                start + 2 * MS + 2 * each,
                each,
                "INSERT INTO reservation (sku, amount, expires) VALUES (?, ?, ?)",
                "INSERT reservation");
    }

    private void payment(long root, long start, long duration) {
        long call = id();
        client(call, root, start, start + duration, FRONT, "http://worker:8082/jobs", 202);
        long server = id();
        server(server, call, start + MS, start + duration - MS, WORKER, "POST /jobs", "POST", "/jobs", 202);
        for (int i = 0; i < 3; i++) {
            long job = id();
            long from = start + (2 + i) * MS;
            long to = start + duration - (8 - 2L * i) * MS - millis(0, 20);
            spans.add(span(traceId, job, server, from, to)
                    .resource(WORKER)
                    .name(List.of("charge card", "send receipt", "update recommendations")
                            .get(i))
                    .attribute("thread.name", "worker-" + (i + 1))
                    .scope("dapper.executors", "0.1.0")
                    .event(from + MS, "dequeued", "queue.wait_ms", 1.25)
                    .build());
            client(id(), job, from + 2 * MS, to - 2 * MS, WORKER, "https://bank.example/v1/charges/" + i, 201);
        }
    }

    private TestSpan http(long id, long parent, long start, long end, Resource process, SpanKind kind, String name) {
        return span(traceId, id, parent, start, end)
                .resource(process)
                .kind(kind)
                .name(name)
                .traceState("ot=th:c");
    }

    private void server(
            long id,
            long parent,
            long start,
            long end,
            Resource process,
            String name,
            String method,
            String route,
            long status) {
        TestSpan span = http(id, parent, start, end, process, SpanKind.SERVER, name)
                .attribute("http.request.method", method)
                .attribute("http.route", route)
                .attribute("url.path", route)
                .attribute("url.scheme", "http")
                .attribute("http.response.status_code", status)
                .attribute("network.protocol.version", "1.1")
                .scope("dapper.servlet", "0.1.0");
        spans.add((status >= 500 ? span.error("") : span).build());
    }

    private void client(long id, long parent, long start, long end, Resource process, String url, long status) {
        String method = url.contains("reserve") || url.contains("jobs") || url.contains("bank") ? "POST" : "GET";
        TestSpan span = http(id, parent, start, end, process, SpanKind.CLIENT, method)
                .attribute("http.request.method", method)
                .attribute("url.full", url)
                .attribute("http.response.status_code", status)
                .scope("dapper.java-net-http", "0.1.0");
        String[] server = url.split("/")[2].split(":");
        span.attribute("server.address", server[0]);
        if (server.length > 1) {
            span.attribute("server.port", Long.parseLong(server[1]));
        }
        spans.add((status >= 400 ? span.error("") : span).build());
    }

    private void sql(long parent, long start, long duration, String text, String name) {
        spans.add(span(traceId, id(), parent, start, start + duration)
                .resource(INVENTORY)
                .kind(SpanKind.CLIENT)
                .name(name)
                .attribute("db.system.name", "h2")
                .attribute("db.namespace", "stock")
                .attribute("db.operation.name", name.split(" ")[0])
                .attribute("db.query.text", text)
                .attribute("db.query.summary", name)
                .scope("dapper.jdbc", "0.1.0")
                .build());
    }
}
