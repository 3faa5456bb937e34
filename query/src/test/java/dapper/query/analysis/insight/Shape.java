// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.TraceTree;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Builds a trace of requests, calls and queries; times are milliseconds since its start. */
final class Shape {
    static final InsightLimits LIMITS = new InsightLimits(10_000_000, 0.05, 50_000_000, 10, 3, 50, 50, 5);

    private static final TraceId ID = new TraceId(1, 1);
    private static final long START = 1_790_000_000_000_000_000L;
    private static final double MS = 1e6;

    private final List<TestSpan> spans = new ArrayList<>();

    long serve(long parent, String service, String name, double from, double to) {
        return add(parent, service, name, from, to, SpanKind.SERVER);
    }

    long work(long parent, String service, String name, double from, double to) {
        return add(parent, service, name, from, to, SpanKind.INTERNAL);
    }

    long get(long parent, String service, String url, double from, double to) {
        return request("GET", parent, service, url, from, to);
    }

    long post(long parent, String service, String url, double from, double to) {
        return request("POST", parent, service, url, from, to);
    }

    private long request(String method, long parent, String service, String url, double from, double to) {
        long id = add(parent, service, method, from, to, SpanKind.CLIENT);
        last().attribute("http.request.method", method).attribute("url.full", url);
        return id;
    }

    long query(long parent, String service, String text, double from, double to) {
        long id = add(parent, service, text, from, to, SpanKind.CLIENT);
        last().attribute("db.system.name", "h2").attribute("db.query.text", text);
        return id;
    }

    private long add(long parent, String service, String name, double from, double to, SpanKind kind) {
        long id = spans.size() + 1L;
        spans.add(TestSpan.span(ID, id, parent, START + (long) (from * MS), START + (long) (to * MS))
                .service(service)
                .name(name)
                .kind(kind));
        return id;
    }

    /** Returns the span that was added last, for attributes and errors. */
    TestSpan last() {
        return spans.get(spans.size() - 1);
    }

    TraceTree tree() {
        List<Span> built = new ArrayList<>(spans.stream().map(TestSpan::build).toList());
        built.sort(Comparator.comparingLong(Span::startUnixNanos));
        return TraceTree.of(new Trace(ID, built));
    }

    List<Insight> insights() {
        return insights(tree());
    }

    static List<Insight> insights(TraceTree tree) {
        return Insights.of(tree, CriticalPath.of(tree), LIMITS);
    }

    List<String> sentences() {
        return insights().stream().map(Insight::sentence).toList();
    }

    List<InsightKind> kinds() {
        return insights().stream().map(Insight::kind).toList();
    }
}
