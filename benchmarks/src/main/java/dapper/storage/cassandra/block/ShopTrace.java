// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One trace of {@link ShopSpans}: HTTP calls, databases, a cache, messages, work within a process. */
final class ShopTrace {
    /** One of the spans, with the number of the process that recorded it. */
    record Made(Span span, int process) {}

    private static final String[] SERVICES = {
        "front", "catalog", "cart", "orders", "payment", "shipping", "users", "notify"
    };
    private static final String[] THINGS = {"items", "offers", "carts", "orders", "payments", "parcels", "users", "mails"};
    private static final int INSTANCES = 3;
    static final int PROCESSES = SERVICES.length * INSTANCES;
    /** The hot service: half of all calls go there. */
    private static final int HOT = 1;

    private static final Resource[] RESOURCES = resources();
    private static final InstrumentationScope HTTP = scope("io.opentelemetry.http");
    private static final InstrumentationScope JDBC = scope("io.opentelemetry.jdbc");
    private static final InstrumentationScope CACHE = scope("io.opentelemetry.lettuce-5.1");
    private static final InstrumentationScope KAFKA = scope("io.opentelemetry.kafka-clients-2.6");
    private static final InstrumentationScope APP = scope("shop");
    private static final String[] STATES = {"ot=th:0", "ot=th:0", "ot=th:0", "ot=th:8", "ot=th:c", "ot=th:fd70a4"};

    /** A span that may have children. */
    private record Host(long spanId, int process, long start, long duration) {}

    private final SplittableRandom random;
    private final TraceId id;
    private final String state;
    private final String user;
    private final String order;
    private final String client;
    private final List<Made> spans = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();

    ShopTrace(SplittableRandom random, TraceId id, long start) {
        this.random = random;
        this.id = id;
        this.state = STATES[random.nextInt(STATES.length)];
        this.user = "user-" + skewed(10_000);
        this.order = new UUID(random.nextLong(), random.nextLong()).toString();
        this.client = "10." + skewed(200) + "." + random.nextInt(256) + "." + random.nextInt(256);
        int size = random.nextInt(8, 21);
        server(0, new Host(0, -1, start, 1 + (long) Math.exp(17 + gaussian())), 0);
        while (spans.size() < size) {
            Host host = hosts.get(Math.max(random.nextInt(hosts.size()), random.nextInt(hosts.size())));
            switch (random.nextInt(size - spans.size() == 1 ? 3 : 0, 10)) {
                case 0, 1, 2 -> call(host);
                case 3, 4, 5, 6 -> database(host);
                case 7 -> cache(host);
                case 8 -> work(host);
                default -> message(host);
            }
        }
    }

    List<Made> spans() {
        return spans;
    }

    private void call(Host host) {
        int service = random.nextInt(2) == 0 ? HOT : random.nextInt(SERVICES.length);
        Host client = inside(host, host.process());
        String thing = THINGS[service];
        Attributes attributes = new Flat(thread(host))
                .put("http.request.method", method(service))
                .put("url.full", "http://" + SERVICES[service] + ":8080/api/" + thing + "/" + skewed(100_000))
                .put("server.address", SERVICES[service])
                .put("server.port", 8080L)
                .put("network.protocol.version", "1.1")
                .put("network.peer.address", "10.96.0." + service)
                .put("http.response.status_code", 200L)
                .build();
        add(host, client, method(service), SpanKind.CLIENT, HTTP, attributes, random.nextInt(200) == 0);
        server(service, client, client.spanId());
    }

    private void server(int service, Host caller, long parent) {
        int process = service * INSTANCES + random.nextInt(INSTANCES);
        Host server = inside(caller, process);
        int failure = random.nextInt(100);
        boolean error = failure == 0;
        String thing = THINGS[service];
        String route = "/api/" + thing + "/{id}" + (random.nextInt(4) == 0 ? "/details" : "");
        Flat attributes = new Flat(thread(server))
                .put("http.request.method", method(service))
                .put("url.path", route.replace("{id}", Integer.toString(skewed(100_000))))
                .put("url.scheme", "http")
                .put("http.route", route)
                .put("http.response.status_code", error ? 500L : failure < 4 ? 404L : 200L)
                .put("server.address", SERVICES[service])
                .put("network.protocol.version", "1.1")
                .put("network.peer.address", "10.96.1." + random.nextInt(24))
                .put("network.peer.port", (long) random.nextInt(32_768, 61_000))
                .put("user_agent.original", parent == 0 ? "Mozilla/5.0 (" + skewed(40) + ") Firefox" : "Java/17");
        if (parent == 0) {
            attributes.put("client.address", client).put("user.id", user);
        }
        if (error) {
            attributes.put("error.type", random.nextInt(40) == 0 ? "java.net.NoRouteToHostException" : "500");
        }
        Host above = new Host(parent, process, caller.start(), caller.duration());
        add(above, server, method(service) + " " + route, SpanKind.SERVER, HTTP, attributes.build(), error);
        hosts.add(server);
    }

    private void database(Host host) {
        int service = host.process() / INSTANCES;
        int query = random.nextInt(5);
        String table = THINGS[service] + (query == 4 ? "_history" : "");
        String[] texts = {
            "SELECT id, name, amount FROM " + table + " WHERE id = ?",
            "SELECT count(*) FROM " + table + " WHERE owner = ? AND changed > ?",
            "UPDATE " + table + " SET amount = ?, changed = ? WHERE id = ?",
            "INSERT INTO " + table + " (id, name, amount, owner, changed) VALUES (?, ?, ?, ?, ?)",
            "SELECT * FROM " + table + " t JOIN owner o ON o.id = t.owner WHERE t.id IN (?) ORDER BY t.changed DESC LIMIT ?"
        };
        String operation = texts[query].substring(0, texts[query].indexOf(' '));
        Attributes attributes = new Flat(thread(host))
                .put("db.system.name", "postgresql")
                .put("db.namespace", SERVICES[service])
                .put("db.query.text", texts[query])
                .put("db.operation.name", operation)
                .put("db.collection.name", table)
                .put("server.address", "db-" + SERVICES[service])
                .put("server.port", 5432L)
                .put("db.response.returned_rows", (long) skewed(1_000))
                .build();
        add(host, inside(host, host.process()), operation + " " + table, SpanKind.CLIENT, JDBC, attributes, random.nextInt(500) == 0);
    }

    private void cache(Host host) {
        Attributes attributes = new Flat(thread(host))
                .put("db.system.name", "redis")
                .put("db.operation.name", "GET")
                .put("server.address", "cache")
                .put("server.port", 6379L)
                .put("app.cache.key", THINGS[host.process() / INSTANCES] + ":" + skewed(50_000))
                .put("app.cache.hit", random.nextInt(5) != 0)
                .build();
        add(host, inside(host, host.process()), "GET", SpanKind.CLIENT, CACHE, attributes, false);
    }

    private void work(Host host) {
        String function = "price discount reserve validate".split(" ")[random.nextInt(4)];
        Attributes attributes = new Flat(thread(host))
                .put("code.function.name", "shop." + SERVICES[host.process() / INSTANCES] + "." + function)
                .put("app.tenant", "tenant-" + skewed(50))
                .put("app.order.id", order)
                .put("app.step", (long) spans.size())
                .put("app.amount", Math.round(10_000 * random.nextDouble()) / 100.0)
                .put("app.retry", random.nextInt(20) == 0)
                .build();
        Host work = inside(host, host.process());
        add(host, work, function, SpanKind.INTERNAL, APP, attributes, false);
        hosts.add(work);
    }

    private void message(Host host) {
        String topic = THINGS[host.process() / INSTANCES] + "-changed";
        Attributes attributes = new Flat(thread(host))
                .put("messaging.system", "kafka")
                .put("messaging.destination.name", topic)
                .put("messaging.operation.type", "send")
                .put("messaging.message.id", new UUID(random.nextLong(), random.nextLong()).toString())
                .put("messaging.destination.partition.id", Integer.toString(random.nextInt(12)))
                .put("messaging.kafka.offset", host.start() / 1_000_000 + random.nextInt(1_000))
                .put("messaging.message.body.size", (long) random.nextInt(200, 4_000))
                .put("app.order.id", order)
                .build();
        add(host, inside(host, host.process()), "send " + topic, SpanKind.PRODUCER, KAFKA, attributes, false);
    }

    private Host inside(Host host, int process) {
        long start = host.start() + (long) (host.duration() * 0.4 * random.nextDouble());
        long duration = 1 + (long) (host.duration() * (0.05 + 0.55 * random.nextDouble()));
        return new Host(random.nextLong() | 1, process, start, duration);
    }

    private void add(
            Host parent, Host own, String name, SpanKind kind, InstrumentationScope scope, Attributes attributes, boolean error) {
        spans.add(new Made(
                new Span(
                        id,
                        own.spanId(),
                        parent.spanId(),
                        state,
                        1,
                        name,
                        kind,
                        own.start(),
                        own.start() + own.duration(),
                        attributes,
                        0,
                        List.of(),
                        0,
                        List.of(),
                        0,
                        error ? new Status(Status.Code.ERROR, "failed after " + random.nextInt(5) + " attempts") : Status.UNSET,
                        RESOURCES[own.process()],
                        scope),
                own.process()));
    }

    private Flat thread(Host host) {
        long thread = (host.spanId() >>> 8) % 64;
        return new Flat().put("thread.id", 40 + thread).put("thread.name", "http-nio-8080-exec-" + thread);
    }

    private static String method(int service) {
        return service < 3 ? "GET" : service < 6 ? "POST" : "PUT";
    }

    /** Small numbers are much more frequent. */
    private int skewed(int bound) {
        double uniform = random.nextDouble();
        return (int) (bound * uniform * uniform * uniform);
    }

    private double gaussian() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    private static final class Flat {
        private final List<Object> list = new ArrayList<>(32);

        Flat() {}

        Flat(Flat others) {
            list.addAll(others.list);
        }

        Flat put(String key, Object value) {
            list.add(key);
            list.add(value);
            return this;
        }

        Attributes build() {
            return Attributes.ofFlat(list.toArray());
        }
    }

    private static InstrumentationScope scope(String name) {
        return new InstrumentationScope(name, "2.33.1-alpha", Attributes.EMPTY, 0, "");
    }

    private static Resource[] resources() {
        SplittableRandom random = new SplittableRandom(99);
        Resource[] resources = new Resource[PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            String service = SERVICES[i / INSTANCES];
            Attributes attributes = new Flat()
                    .put("service.name", service)
                    .put("service.version", "4." + i / INSTANCES + ".2")
                    .put("service.namespace", "shop")
                    .put("service.instance.id", new UUID(random.nextLong(), random.nextLong()).toString())
                    .put("deployment.environment.name", "production")
                    .put("host.name", "node-" + i % 5)
                    .put("host.arch", "amd64")
                    .put("os.type", "linux")
                    .put("process.pid", (long) random.nextInt(30_000))
                    .put("process.runtime.name", "OpenJDK Runtime Environment")
                    .put("process.runtime.version", "17.0.15+6")
                    .put("telemetry.sdk.language", "java")
                    .put("telemetry.sdk.name", "dapper")
                    .put("telemetry.sdk.version", "0.1.0")
                    .put("k8s.namespace.name", "shop")
                    .put("k8s.pod.name", service + "-" + Integer.toHexString(random.nextInt()))
                    .build();
            resources[i] = new Resource(attributes, 0, "https://opentelemetry.io/schemas/1.38.0");
        }
        return resources;
    }
}
