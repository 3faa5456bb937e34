// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.Season;
import dapper.query.alerts.anomaly.Usual;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.query.alerts.rule.Window;
import dapper.query.calls.CallFilter;
import dapper.query.calls.ServiceCalls;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.TestSpan;
import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.parse.QueryParser;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSearchLinkTest {
    private static final Observation SEEN = new Observation(
            Observation.Verdict.MET,
            3e9,
            100,
            4e9,
            new Finding(Finding.Kind.UNUSUAL, new Usual(1e9, 0, 2e9, Season.WEEK)));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            service: a, metric: error-ratio, above: 5%             ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:status = error }
            service: a, metric: p50, below: 1ms                    ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:duration < 1ms }
            service: a, metric: apdex, apdex: 1s, below: 0.9       ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && (span:status = error || span:duration > 1s) }
            service: a, metric: no-data                            ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) }
            service: a, slo: {objective: 99%}                      ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:status = error }
            service: a, slo: {objective: 99%, latency: 1s}         ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && (span:status = error || span:duration > 1s) }
            service: a, kind: job, metric: p50, below: 1ms         ; { resource.service.name = "a" && span:kind = internal && nestedSetParent < 0 && span:duration < 1ms }
            caller: a, callee: 'stock:80', kind: rpc.client, metric: rate, above: 1; { resource.service.name = "a" && span:kind = client && (span.rpc.system.name != nil || span.rpc.system != nil) && span.server.address = "stock" && span.server.port = 80 }
            caller: a, callee: postgresql shop, kind: db.client, metric: p50, above: 1s; { resource.service.name = "a" && span:kind = client && (span.db.system.name != nil || span.db.system != nil) && (span.db.system.name = "postgresql" || span.db.system = "postgresql") && (span.db.namespace = "shop" || (span.db.namespace = nil && span.server.address = "shop")) && span:duration > 1s }
            service: a, metric: p99, above: 50%, compared-with: day; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:duration > 6s }
            service: a, metric: error-ratio, above: 50%, compared-with: day; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:status = error }
            service: a, metric: rate, above: 50%, compared-with: day; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) }
            service: a, metric: error-ratio, anomaly: {}           ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:status = error }
            service: a, metric: p99, anomaly: {}                   ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) && span:duration > 2s }
            service: a, metric: rate, anomaly: {}                  ; { resource.service.name = "a" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) }
            """)
    void findsTheBadCalls(String rule, String query) throws Exception {
        String text = TraceSearchLink.query(rule(rule), SEEN).toString();

        assertThat(text).isEqualTo(query);
        assertThat(QueryParser.parse(text).toString()).isEqualTo(text);
    }

    private static AlertRule rule(String text) throws Exception {
        return RuleFileReader.read("rules: [{name: A, " + text + "}]").rules().get(0);
    }

    /** Of spans with the attributes that an agent sets, exactly those whose calls the rule looks at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: a",
                "service: a, operation: work",
                "service: a, kind: http.server",
                "service: a, kind: rpc.server",
                "service: a, kind: messaging.process",
                "service: a, kind: job",
                "service: a, kind: http.client",
                "service: a, kind: rpc.client",
                "service: a, kind: db.client",
                "service: a, kind: messaging.client",
                "caller: a, callee: stock",
                "caller: a, callee: 'stock:80'",
                "caller: a, callee: 'fe80::1:443'",
                "caller: a, callee: kafka orders",
                "caller: a, callee: kafka orders, kind: messaging.client",
                "caller: a, callee: kafka orders, kind: messaging.process",
                "caller: a, callee: postgresql shop, kind: db.client",
                "caller: a, callee: postgresql stock",
                "caller: a, callee: postgresql, kind: db.client",
                "caller: a, callee: 'stock:80', kind: rpc.client"
            })
    void findsTheSpansOfTheCallsThatTheRuleLooksAt(String target) throws Exception {
        AlertRule rule = rule(target + ", metric: rate, above: 1");
        CompiledQuery query = CompiledQuery.of(TraceSearchLink.query(rule, SEEN));
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            Span span = span(random, i + 1);
            CallKey key = key(span);
            boolean looksAt = span.serviceName().equals("a")
                    && key != null
                    && rule.target().accepts(key);
            found += looksAt ? 1 : 0;

            assertThat(query.on(new Trace(span.traceId(), List.of(span))).spans())
                    .as("%s", span)
                    .hasSize(looksAt ? 1 : 0);
        }
        assertThat(found).isPositive();
    }

    private static Span span(Random random, int id) {
        TestSpan span = TestSpan.span(new TraceId(1, id), 2, random.nextInt(2), 5, 6)
                .service(any(random, "a", "a", "b"))
                .name(any(random, "work", "play"));
        if (random.nextInt(3) > 0) {
            span.attribute("server.address", any(random, "stock", "stock", "fe80::1", "fe80::1:443"));
            if (random.nextBoolean()) {
                span.attribute("server.port", random.nextBoolean() ? 80L : 443L);
            }
        }
        switch (random.nextInt(8)) {
            case 0 -> span.kind(SpanKind.INTERNAL);
            case 1 -> span.kind(SpanKind.SERVER).attribute("http.request.method", "GET");
            case 2 -> span.kind(SpanKind.SERVER).attribute("rpc.system.name", "grpc");
            case 3 -> span.kind(SpanKind.CLIENT).attribute("http.request.method", "GET");
            case 4 -> span.kind(SpanKind.CLIENT).attribute("rpc.system.name", "grpc");
            case 5 -> {
                span.kind(SpanKind.CLIENT).attribute("db.system.name", any(random, "postgresql", "mysql"));
                if (random.nextBoolean()) {
                    span.attribute("db.namespace", any(random, "shop", "orders"));
                }
            }
            default ->
                span.kind(any(random, SpanKind.PRODUCER, SpanKind.CLIENT, SpanKind.CONSUMER))
                        .attribute("messaging.system", any(random, "kafka", "jms"))
                        .attribute("messaging.destination.name", any(random, "orders", "shop"));
        }
        return span.build();
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /** The key under which an SDK would have counted the call; null for a span that is none. */
    private static @Nullable CallKey key(Span span) {
        AtomicReference<@Nullable CallKey> seen = new AtomicReference<>();
        new ServiceCalls(new InMemoryCalls(), new InMemoryTraces().add(List.of(span)))
                .read(
                        new CallQuery(span.serviceName(), 0, 10, 10),
                        new CallFilter(EnumSet.allOf(CallKind.class), null, null),
                        (unixNanos, key, series) -> seen.set(key));
        return seen.get();
    }

    @Test
    void reachesBackByTheDurationOfTheCalls() throws Exception {
        long minute = TimeUnit.MINUTES.toNanos(1);
        Window.Range range = new Window.Range(10 * minute, 11 * minute);

        assertThat(TraceSearchLink.path(rule("service: a, metric: p99, above: 1s"), range, SEEN))
                .as("3 s and 10 s before")
                .endsWith("&start=1970-01-01T00%3A09%3A47Z&end=1970-01-01T00%3A11%3A00Z");
        assertThat(TraceSearchLink.path(rule("service: a, metric: rate, above: 1"), range, SEEN))
                .endsWith("&start=1970-01-01T00%3A09%3A50Z&end=1970-01-01T00%3A11%3A00Z");
    }
}
