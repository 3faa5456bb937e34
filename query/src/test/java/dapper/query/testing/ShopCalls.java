// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.Span;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Counted calls of the shop of {@link ShopTraces}, whose spans are the exemplars. In the third quarter of the time the inventory
 * is slow and fails; before it, a new version of the front is deployed.
 */
public final class ShopCalls {
    private static final long SECOND = 1_000_000_000L;
    private static final long INTERVAL = 10 * SECOND;
    private static final String DISTRO = "dapper 0.1.0";

    /** The calls of one operation; those of the inventory and to it suffer. */
    private record Line(
            String service, CallKind kind, String operation, String peer, double perSecond, double medianMillis) {
        boolean suffers() {
            return service.equals("inventory") && kind == CallKind.HTTP_SERVER || peer.startsWith("inventory");
        }

        CallKey key(String status, String error) {
            return new CallKey(kind, operation, peer, status, error);
        }
    }

    private static final List<Line> LINES = List.of(
            new Line("front", CallKind.HTTP_SERVER, "GET /cart/{id}", "", 4, 18),
            new Line("front", CallKind.HTTP_SERVER, "GET /search", "", 2, 55),
            new Line("front", CallKind.HTTP_SERVER, "POST /checkout", "", 1, 260),
            new Line("front", CallKind.HTTP_CLIENT, "GET", "inventory:8081", 6, 9),
            new Line("front", CallKind.HTTP_CLIENT, "POST", "inventory:8081", 1, 110),
            new Line("front", CallKind.HTTP_CLIENT, "POST", "worker:8082", 0.9, 150),
            new Line("inventory", CallKind.HTTP_SERVER, "GET /stock", "", 6, 8),
            new Line("inventory", CallKind.HTTP_SERVER, "POST /stock/reserve", "", 1, 105),
            new Line("inventory", CallKind.DATABASE, "SELECT stock", "h2 stock", 8, 5),
            new Line("inventory", CallKind.DATABASE, "UPDATE stock", "h2 stock", 1, 30),
            new Line("worker", CallKind.HTTP_SERVER, "POST /jobs", "", 0.9, 145),
            new Line("worker", CallKind.HTTP_CLIENT, "POST", "bank.example", 2.7, 60),
            new Line("worker", CallKind.PROCESSING, "orders process", "kafka orders", 0.5, 35));

    private final Random random = new Random(11);
    private final Consumer<CallReport> calls;
    private final Map<String, List<Span>> recorded = new HashMap<>();
    private final long start;
    private final long end;

    private ShopCalls(Consumer<CallReport> calls, List<Span> spans, long start, long end) {
        this.calls = calls;
        this.start = start;
        this.end = end;
        spans.forEach(
                span -> recorded.computeIfAbsent(span.serviceName() + ' ' + span.name(), unseen -> new ArrayList<>())
                        .add(span));
    }

    /** Adds the calls of the shop to those counted already. */
    public static void generate(Consumer<CallReport> calls, List<Span> spans, long start, long end) {
        ShopCalls shop = new ShopCalls(calls, spans, start, end);
        for (long from = start - start % INTERVAL; from + INTERVAL <= end; from += INTERVAL) {
            for (String service : List.of("front", "inventory", "worker")) {
                shop.report(service, from);
            }
        }
    }

    /** Adds services with one operation, each with a different rate. */
    public static void many(Consumer<CallReport> calls, int services, long start, long end) {
        for (int i = 0; i < services; i++) {
            for (long from = start - start % INTERVAL; from + INTERVAL <= end; from += 12 * INTERVAL) {
                CallSeries series = new CallSeries();
                for (int call = 0; call <= i; call++) {
                    series.durations().add((1 + (call + from / INTERVAL) % 40) * 1_000_000L);
                }
                calls.accept(new CallReport(
                        new ServiceProcess("service-%03d".formatted(i), "i", "1", "java", DISTRO),
                        from,
                        from + INTERVAL,
                        Map.of(new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", ""), series)));
            }
        }
    }

    private void report(String service, long from) {
        Map<CallKey, CallSeries> series = new HashMap<>();
        for (Line line : LINES) {
            if (line.service().equals(service)) {
                count(line, from, series);
            }
        }
        calls.accept(new CallReport(process(service, from), from, from + INTERVAL, series));
    }

    private ServiceProcess process(String service, long from) {
        boolean isNew = service.equals("front") && share(from) > 0.45;
        return new ServiceProcess(
                service, service + (isNew ? "-7d9f-k2x" : "-5c4b-q8m"), isNew ? "2.5.0" : "2.4.1", "java", DISTRO);
    }

    private double share(long at) {
        return (at - start) / (double) (end - start);
    }

    private void count(Line line, long from, Map<CallKey, CallSeries> series) {
        boolean isBad = line.suffers() && share(from) > 0.5 && share(from) < 0.7;
        double wave = 1 + 0.4 * Math.sin(share(from) * 9);
        long number = Math.max(0, Math.round(line.perSecond() * 10 * wave + random.nextGaussian() * 2));
        for (long i = 0; i < number; i++) {
            double slow = isBad && random.nextInt(3) == 0 ? 9 : 1;
            long nanos = (long) (line.medianMillis() * slow * Math.exp(random.nextGaussian() * 0.55) * 1_000_000);
            boolean fails = random.nextInt(1000) < (isBad ? 90 : 2);
            of(series, line, fails).durations().add(nanos);
        }
        addExemplars(line, from, series);
    }

    private void addExemplars(Line line, long from, Map<CallKey, CallSeries> series) {
        for (Span span : recorded.getOrDefault(line.service() + ' ' + line.operation(), List.of())) {
            if (span.endUnixNanos() >= from && span.endUnixNanos() < from + INTERVAL && calls(line, span)) {
                of(series, line, span.status().isError())
                        .add(new CallExemplar(
                                span.traceId(), span.spanId(), span.endUnixNanos(), span.durationNanos()));
            }
        }
    }

    private static boolean calls(Line line, Span span) {
        Object address = span.attributes().get("server.address");
        return line.kind() != CallKind.HTTP_CLIENT || line.peer().startsWith(String.valueOf(address));
    }

    private static CallSeries of(Map<CallKey, CallSeries> series, Line line, boolean fails) {
        CallKey key = line.kind() == CallKind.HTTP_SERVER || line.kind() == CallKind.HTTP_CLIENT
                ? line.key(fails ? "503" : "200", fails ? "503" : "")
                : line.key("", fails ? "timeout" : "");
        return series.computeIfAbsent(key, unseen -> new CallSeries());
    }
}
