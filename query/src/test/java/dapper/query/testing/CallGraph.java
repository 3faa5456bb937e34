// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import dapper.storage.calls.ServiceProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the last hour between invented services, counted by their callers, and a recorded trace for each service that is called.
 * A service is called as {@code <service>:8080}.
 */
public final class CallGraph {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR_SECONDS = 3_600;
    /** Times the median, and the share of the calls that take so long. */
    private static final double[][] SHAPE = {{1, 0.4}, {0.6, 0.3}, {2, 0.2}, {4, 0.08}, {12, 0.02}};

    private final Consumer<List<Span>> traces;
    private final Consumer<CallReport> calls;
    private final long end;
    private final List<Span> recorded = new ArrayList<>();
    private final Map<String, Map<CallKey, CallSeries>> series = new LinkedHashMap<>();
    private long traceNumber;

    /**
     * The calls of one edge.
     *
     * @param rate calls a second
     * @param errors share of the calls that fail
     */
    public record Load(double rate, double errors, double medianMillis) {}

    /** @param end Unix time in nanoseconds at which the hour ends */
    public CallGraph(Consumer<List<Span>> traces, Consumer<CallReport> calls, long end) {
        this.traces = traces;
        this.calls = calls;
        this.end = end;
    }

    /** Requests from outside. */
    public CallGraph entry(String service, Load load) {
        add(service, CallKind.HTTP_SERVER, "GET /", "", load, null);
        return this;
    }

    public CallGraph http(String caller, String callee, Load load) {
        add(caller, CallKind.HTTP_CLIENT, "GET", callee + ":8080", load, recorded(caller, callee, load));
        return entry(callee, load);
    }

    public CallGraph database(String service, String database, Load load) {
        add(service, CallKind.DATABASE, "SELECT", database, load, null);
        return this;
    }

    /** @param host with its port */
    public CallGraph host(String service, String host, Load load) {
        add(service, CallKind.HTTP_CLIENT, "POST", host, load, null);
        return this;
    }

    public CallGraph sends(String service, String topic, Load load) {
        add(service, CallKind.MESSAGING, "send", topic, load, null);
        return this;
    }

    public CallGraph receives(String service, String topic, Load load) {
        add(service, CallKind.PROCESSING, "process", topic, load, null);
        return this;
    }

    /** Makes the calls readable. */
    public void store() {
        traces.accept(recorded);
        series.forEach((service, all) -> calls.accept(new CallReport(
                new ServiceProcess(service, service + "-1", "1.0", "java", "dapper 0.1"),
                end - 1_200 * SECOND,
                end - 1_190 * SECOND,
                all)));
    }

    private void add(
            String service, CallKind kind, String operation, String peer, Load load, @Nullable CallExemplar exemplar) {
        long all = Math.max(1, Math.round(load.rate() * HOUR_SECONDS));
        long failed = Math.round(all * load.errors());
        add(service, new CallKey(kind, operation, peer, "", ""), all - failed, load, exemplar);
        add(service, new CallKey(kind, operation, peer, "500", "500"), failed, load, null);
    }

    private void add(String service, CallKey key, long count, Load load, @Nullable CallExemplar exemplar) {
        if (count == 0) {
            return;
        }
        CallSeries more = new CallSeries();
        long left = count;
        for (double[] part : SHAPE) {
            boolean isLast = part == SHAPE[SHAPE.length - 1];
            long some = isLast ? left : Math.min(left, Math.round(count * part[1]));
            if (some > 0) {
                long nanos = Math.round(load.medianMillis() * part[0] * 1e6);
                more.durations().addBucket(Durations.bucketOf(nanos / 1e9), some);
                more.durations().addExtent(nanos * some, nanos, nanos);
                left -= some;
            }
        }
        if (exemplar != null) {
            more.add(exemplar);
        }
        series.computeIfAbsent(service, unseen -> new LinkedHashMap<>())
                .computeIfAbsent(key, unseen -> new CallSeries())
                .add(more);
    }

    private static Resource process(String service) {
        return TestSpan.resource(
                service, "service.instance.id", service + "-1", "telemetry.distro.name", "dapper-javaagent");
    }

    private CallExemplar recorded(String caller, String callee, Load load) {
        TraceId id = new TraceId(0x3a9, ++traceNumber);
        long nanos = Math.round(load.medianMillis() * 1e6);
        long start = end - 1_195 * SECOND + traceNumber * 1_000;
        recorded.addAll(List.of(
                span(id, 1, 0, start, start + nanos)
                        .resource(process(caller))
                        .name("GET")
                        .kind(SpanKind.CLIENT)
                        .attribute("http.request.method", "GET")
                        .attribute("server.address", callee)
                        .attribute("server.port", 8080L)
                        .build(),
                span(id, 2, 1, start + 1, start + nanos - 1)
                        .resource(process(callee))
                        .name("GET /")
                        .kind(SpanKind.SERVER)
                        .attribute("http.request.method", "GET")
                        .build()));
        return new CallExemplar(id, 1, start + nanos, nanos);
    }
}
