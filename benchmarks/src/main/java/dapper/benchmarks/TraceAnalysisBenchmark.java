// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.query.QueryConfig;
import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.clock.Clocks;
import dapper.query.analysis.insight.Insight;
import dapper.query.analysis.insight.InsightLimits;
import dapper.query.analysis.insight.Insights;
import dapper.server.settings.Settings;
import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The analysis of a trace of 100,000 spans by the query service for its page, part by part: requests to eight services,
 * each with calls to the next one and with queries. The clocks of the processes are off by up to 50 ms.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class TraceAnalysisBenchmark {
    private static final int SPANS = 100_000;
    private static final int SERVICES = 8;
    private static final int QUERIES = 3;
    private static final long START = 1_800_000_000_000_000_000L;
    private static final long MILLIS = 1_000_000;
    private static final TraceId ID = new TraceId(1, 1);

    /** Each with a host of its own. */
    @Param({"8", "2000"})
    public int processes;

    private final InsightLimits limits =
            QueryConfig.from(new Settings(key -> null)).insights();
    private final List<Resource> resources = new ArrayList<>();
    private Trace trace = Trace.of(ID, new ArrayList<>());
    private TraceTree tree = new TraceTree(List.of());
    private List<CriticalPath.Piece> path = List.of();
    private @Nullable Clocks clocks;

    @Setup
    public void makeTrace() {
        for (int i = 0; i < processes; i++) {
            resources.add(resource(i));
        }
        List<Span> spans = new ArrayList<>(SPANS);
        spans.add(span(1, 0, resources.get(0), SpanKind.SERVER, "batch", 0, 100_000));
        for (int request = 0; spans.size() < SPANS; request++) {
            addRequest(spans, request);
        }
        trace = Trace.of(ID, spans);
        tree = TraceTree.of(trace);
        path = CriticalPath.of(tree);
        Clocks differing = Clocks.of(tree);
        clocks = differing;
        if (!differing.areCorrectable()) {
            throw new IllegalStateException("nothing to correct");
        }
    }

    private void addRequest(List<Span> spans, int request) {
        long from = request * 2L;
        long to = from + 1_000;
        long parent = 1;
        for (int hop = 0; hop < SERVICES; hop++) {
            int caller = hop == 0 ? 0 : process(request, hop - 1);
            int called = process(request, hop);
            parent = add(spans, parent, caller, SpanKind.CLIENT, "GET", from, to);
            parent = add(spans, parent, called, SpanKind.SERVER, "GET /items/{id}", from + 1, to - 1);
            for (int query = 0; query < QUERIES; query++) {
                long at = from + 5 + 10L * query;
                add(spans, parent, called, SpanKind.CLIENT, "SELECT items", at, at + 8);
            }
            from += 40;
            to -= 40;
        }
    }

    private int process(int request, int hop) {
        return (request * SERVICES + hop) % processes;
    }

    private long add(List<Span> spans, long parent, int process, SpanKind kind, String name, long from, long to) {
        long id = spans.size() + 1L;
        long ahead = process * 37L % 50;
        spans.add(span(id, parent, resources.get(process), kind, name, from + ahead, to + ahead));
        return id;
    }

    private static Span span(long id, long parent, Resource process, SpanKind kind, String name, long from, long to) {
        return new Span(
                ID,
                id,
                parent,
                "",
                0,
                name,
                kind,
                START + from * MILLIS,
                START + to * MILLIS,
                Attributes.EMPTY,
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                Status.UNSET,
                process,
                InstrumentationScope.UNKNOWN);
    }

    private static Resource resource(int i) {
        return new Resource(
                Attributes.ofFlat(
                        "service.name", "service-" + i % SERVICES,
                        "service.version", "1.0." + i,
                        "service.instance.id", "instance-" + i,
                        "service.namespace", "shop",
                        "host.name", "host-" + i,
                        "host.arch", "amd64",
                        "os.type", "linux",
                        "process.pid", (long) i,
                        "process.executable.path", "/usr/lib/jvm/temurin-21-jdk-amd64/bin/java",
                        "process.runtime.name", "OpenJDK Runtime Environment",
                        "process.runtime.version", "21.0.8+9-LTS",
                        "telemetry.sdk.language", "java",
                        "telemetry.sdk.name", "dapper"),
                0,
                "");
    }

    @Benchmark
    public TraceTree tree() {
        return TraceTree.of(trace);
    }

    @Benchmark
    public Clocks clocks() {
        return Clocks.of(tree);
    }

    /** The copy of the spans that move, without its tree. */
    @Benchmark
    public Trace corrected() {
        return Objects.requireNonNull(clocks).corrected(trace);
    }

    @Benchmark
    public List<CriticalPath.Piece> criticalPath() {
        return CriticalPath.of(tree);
    }

    @Benchmark
    public long[] selfTime() {
        return SelfTime.of(tree);
    }

    @Benchmark
    public List<Insight> insights() {
        return Insights.of(tree, path, limits);
    }
}
