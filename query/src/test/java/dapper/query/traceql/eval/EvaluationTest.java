// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.traceql.parse.QueryParser;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One trace, and for each construct the spans that it selects: span sets divided by semicolons, - for no match. */
class EvaluationTest {
    private static final TraceId ID = new TraceId(0, 0xabc);
    private static final long MS = 1_000_000;
    private static final long T0 = 1_800_000_000_000L * MS;
    private static final Trace SHOP = Trace.of(
            ID,
            new ArrayList<>(List.of(
                    span(ID, 1, 0, T0, T0 + 100 * MS)
                            .service("front")
                            .name("GET /cart")
                            .kind(SpanKind.SERVER)
                            .attribute("http.status_code", 200L)
                            .attribute("zone", "eu")
                            .build(),
                    span(ID, 2, 1, T0 + 10 * MS, T0 + 60 * MS)
                            .service("front")
                            .name("call stock")
                            .kind(SpanKind.CLIENT)
                            .attribute("http.status_code", 500.0)
                            .build(),
                    span(ID, 3, 2, T0 + 15 * MS, T0 + 55 * MS)
                            .resource(resource("stock", "zone", "us"))
                            .name("GET /stock")
                            .kind(SpanKind.SERVER)
                            .error("no stock")
                            .attribute("http.status_code", 500L)
                            .attribute("retry", true)
                            .attribute("tags", List.of("a", "b"))
                            .attribute("rows", List.of(1L, 20L))
                            .scope("io.jetty", "12")
                            .event(T0 + 20 * MS, "exception", "message", "boom")
                            .event(T0 + 30 * MS, "retry", "message", "again", "count", 2L)
                            .link(new TraceId(7, 7), 5)
                            .build(),
                    span(ID, 4, 3, T0 + 20 * MS, T0 + 25 * MS)
                            .resource(resource("stock", "zone", "us"))
                            .name("SELECT")
                            .kind(SpanKind.CLIENT)
                            .attribute("rows", 3L)
                            .attribute("zone", "local")
                            .attribute("nothing", NoValue.NONE)
                            .attribute("text", "line\nbreak \uD83D\uDE00")
                            .build(),
                    span(ID, 5, 1, T0 + 61 * MS, T0 + 62 * MS)
                            .service("front")
                            .name("send")
                            .kind(SpanKind.PRODUCER)
                            .attribute("retry", false)
                            .attribute("big", 1L << 60)
                            .build(),
                    span(ID, 6, 0x99, T0 + 70 * MS, T0 + 80 * MS)
                            .service("mail")
                            .name("receive")
                            .kind(SpanKind.CONSUMER)
                            .attribute("big", 0x1p60)
                            .build(),
                    span(ID, 7, 0x99, T0 + 71 * MS, T0 + 81 * MS)
                            .service("mail")
                            .name("receive")
                            .kind(SpanKind.CONSUMER)
                            .build())));

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } → 1 2 3 4 5 6 7
            { true } → 1 2 3 4 5 6 7
            { false } → -
            { name = "SELECT" } → 4
            { span:name != "receive" } → 1 2 3 4 5
            { name > "call" && name < "receive" } → 2
            { kind = server } → 1 3
            { kind != client && kind != server } → 5 6 7
            { status = error } → 3
            { status != error } → 1 2 4 5 6 7
            { statusMessage = "no stock" } → 3
            { duration > 40ms } → 1 2
            { duration >= 40ms && duration <= 50ms } → 2 3
            { duration = 1ms } → 5
            { duration > 40000000 } → 1 2
            { trace:id = "ABC" && name = "send" } → 5
            { trace:id = "00000000000000000000000000000abc" && span:id = "4" } → 4
            { span:parentID = "0000000000000001" } → 2 5
            { traceDuration = 100ms && rootName = "GET /cart" && rootServiceName = "front" && kind = producer } → 5
            { childCount = 2 } → 1
            { span:childCount = 0 } → 4 5 6 7
            { nestedSetParent < 0 } → 1
            { nestedSetParent = 0 } → 6 7
            { nestedSetLeft = 1 && nestedSetRight = 10 } → 1
            { nestedSetLeft = 4 && nestedSetRight = 5 && nestedSetParent = 3 } → 4
            { event:name = "exception" } → 3
            { event:name != "exception" } → 3
            { event:timeSinceStart > 10ms } → 3
            { event:timeSinceStart > 15ms } → -
            { event.message = "again" } → 3
            { event.count * 2 = 4 } → 3
            { event.count = nil && kind = server } → 1
            { link:traceID = "70000000000000007" && link:spanID = "5" } → 3
            { instrumentation:name = "io.jetty" && instrumentation:version = "12" } → 3
            """)
    void readsIntrinsics(String query, String expected) {
        assertThat(selected(query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { .big = 1152921504606846976 } → 5
            { .big = 1152921504606846976.0 } → 6
            { .big != 1152921504606846976 } → 6
            { .big >= 1e18 } → 5 6
            { span.http.status_code = 500 } → 2 3
            { span.http.status_code = 500.0 } → 2 3
            { span.http.status_code != 500 } → 1
            { span.http.status_code >= 200 && span.http.status_code < 500 } → 1
            { span.http.status_code = "500" } → -
            { span.http.status_code != "500" } → -
            { 500 = .http.status_code } → 2 3
            { 300 < .http.status_code } → 2 3
            { .zone = "us" } → 3
            { .zone = "local" } → 4
            { resource.zone = "us" } → 3 4
            { span.zone = "us" } → -
            { span.zone != nil } → 1 4
            { .zone = nil } → 2 5 6 7
            { span.nothing = nil } → 1 2 3 4 5 6 7
            { .retry } → 3
            { !.retry && kind = producer } → 5
            { .retry != true } → 5
            { .retry = nil || .retry = false } → 1 2 4 5 6 7
            { resource.service.name = "mail" } → 6 7
            { resource.service.name =~ "m.*|stock" } → 3 4 6 7
            { name =~ "GET" } → -
            { name =~ "GET .*" } → 1 3
            { name !~ "GET .*" } → 2 4 5 6 7
            { span.http.status_code =~ "5.*" } → -
            { .text =~ "line.break ." } → 4
            { .tags = "a" } → 3
            { .tags != "a" } → -
            { .tags != "c" } → 3
            { .tags =~ "b|c" } → 3
            { .tags !~ "b|c" } → -
            { .rows > 10 } → 3
            { .rows < 2 } → 3
            { .rows = 3 } → 4
            { parent.zone = "eu" } → 2 5
            { parent.resource.service.name = "front" && resource.service.name != "front" } → 3
            { parent.span.http.status_code = 500 } → 3 4
            { .http.status_code + 1 = 501 } → 2 3
            { .http.status_code / 200 = 2 } → 3
            { .http.status_code % 200 = 100 } → 2 3
            { .http.status_code / 0 = nil && kind = server } → 1 3
            { -.rows = -3 } → 4
            { duration * 2 > 90ms } → 1 2
            { 2 ^ .rows = 8 } → 4
            { .http.status_code + .zone != nil } → -
            { !(name = "send") } → 1 2 3 4 6 7
            { kind = server || kind = client && duration > 50ms } → 1
            """)
    void comparesAndComputes(String query, String expected) {
        assertThat(selected(query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { kind = server } && { kind = client } → 1 2 3 4
            { kind = server } && { name = "none" } → -
            { kind = producer } || { name = "none" } → 5
            { kind = server } > { } → 2 4 5
            { kind = server } !> { } → 1 3 6 7
            { kind = server } &> { kind = client } → 1 2 3 4
            { kind = producer } < { } → 1
            { } !< { } → 4 5 6 7
            { kind = producer } &< { kind = server } → 1 5
            { name = "call stock" } >> { } → 3 4
            { name = "call stock" } !>> { } → 1 2 5 6 7
            { resource.service.name = "front" } &>> { status = error } → 1 2 3
            { name = "SELECT" } << { kind = server } → 1 3
            { name = "SELECT" } !<< { kind = server } → -
            { name = "send" } ~ { } → 2
            { name = "receive" } ~ { } → 6 7
            { span:id = "6" } ~ { } → 7
            { span:id = "6" } !~ { kind = consumer } → 6
            { span:id = "1" } ~ { } → -
            { name = "send" } &~ { kind = client } → 2 5
            { kind = server } >> { } >> { kind = client } → 4
            !{ status = error } → -
            !{ name = "none" } → 1 2 3 4 5 6 7
            { status = error } && !{ name = "none" } → 3
            { status = error } && !{ kind = producer } → -
            { name = "none" } || !{ name = "no" } → 1 2 3 4 5 6 7
            """)
    void combinesSpanSets(String query, String expected) {
        assertThat(selected(query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } | count() > 6 → 1 2 3 4 5 6 7
            { } | count() > 7 → -
            { kind = server } | count() = 2 → 1 3
            { } | avg(.rows) = 8 → 1 2 3 4 5 6 7
            { kind = client } | avg(duration) = 27500us → 2 4
            { } | min(duration) = 1ms → 1 2 3 4 5 6 7
            { } | max(duration) > 100ms → -
            { } | sum(.rows) = 24 → 1 2 3 4 5 6 7
            { } | sum(.none) >= 0 → -
            { } | max(duration) - min(duration) = 99ms → 1 2 3 4 5 6 7
            { } | 6 < count() → 1 2 3 4 5 6 7
            { } | by(resource.service.name) → 1 2 5; 3 4; 6 7
            { } | by(resource.service.name) | count() > 2 → 1 2 5
            { } | by(kind) | by(status) → 1; 3; 2 4; 5; 6 7
            { } | by(resource.service.name) | count() = 2 | coalesce() → 3 4 6 7
            { } | by(.zone) → 1; 2 5 6 7; 3; 4
            { } | { kind = server } | { status = error } → 3
            { } | select(name, .zone) → 1 2 3 4 5 6 7
            ({ kind = server } | count() = 2) && ({ kind = client } | count() > 1) → 1 2 3 4
            ({ kind = server } | count() = 1) || ({ kind = client } | count() > 1) → 2 4
            ({ kind = server } | count() = 2) > { name = "SELECT" } → 4
            count() = 7 → 1 2 3 4 5 6 7
            { } with (most_recent = true) → 1 2 3 4 5 6 7
            """)
    void runsPipelines(String query, String expected) {
        assertThat(selected(query)).isEqualTo(expected);
    }

    @Test
    void attachesValues() {
        TraceMatch match = CompiledQuery.of(QueryParser.parse(
                        "{ kind = server } | by(resource.service.name) | max(duration) > 1ms | select(.zone, kind,"
                                + " duration, .tags)"))
                .on(SHOP)
                .match(10, 10)
                .orElseThrow();

        assertThat(match.spanSets())
                .extracting(set -> values(set.values()))
                .containsExactly(
                        Map.of("by(resource.service.name)", "front", "max(span:duration)", "100000000ns"),
                        Map.of("by(resource.service.name)", "stock", "max(span:duration)", "40000000ns"));
        assertThat(match.spanSets().stream().flatMap(set -> set.spans().stream()))
                .extracting(span -> values(span.values()))
                .containsExactly(
                        Map.of(".zone", "eu", "span:kind", "server", "span:duration", "100000000ns"),
                        Map.of(
                                ".zone",
                                "us",
                                "span:kind",
                                "server",
                                "span:duration",
                                "40000000ns",
                                ".tags",
                                List.of("a", "b")));
    }

    private static Map<String, Object> values(Attributes attributes) {
        Map<String, Object> values = new HashMap<>();
        attributes.forEach(values::put);
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ } with (exemplars = true)",
                "{ event:name = event.message }",
                "{ event.count + link.count > 1 }"
            })
    void refusesWhatItDoesNotSupport(String query) {
        assertThatThrownBy(() -> CompiledQuery.of(QueryParser.parse(query)))
                .isInstanceOf(UnsupportedQueryException.class)
                .hasMessageContaining("not supported");
    }

    @Test
    void namesTheAddressThatComputesSeries() {
        assertThatThrownBy(() -> CompiledQuery.of(QueryParser.parse("{ } | rate()")))
                .isInstanceOf(UnsupportedQueryException.class)
                .hasMessageContaining("/api/v1/metrics/query_range");
    }

    @Test
    @Timeout(60)
    void takesTimeInProportionToAChainOfAHundredThousandSpans() {
        List<Span> chain = new ArrayList<>();
        for (int id = 1; id < 100_000; id++) {
            chain.add(span(ID, id, id - 1, T0 + id, T0 + 200_000)
                    .name(id % 2 == 0 ? "even" : "odd")
                    .build());
        }
        Trace trace = Trace.of(ID, chain);
        for (String relation : List.of(">", "<", ">>", "<<", "~")) {
            for (String form : List.of("", "!", "&")) {
                CompiledQuery query = CompiledQuery.of(
                        QueryParser.parse("{ name = \"even\" } " + form + relation + " { name = \"odd\" }"));

                boolean siblings = relation.equals("~") && !form.equals("!");
                assertThat(query.on(trace).match(1, 1).isPresent())
                        .as(form + relation)
                        .isEqualTo(!siblings);
            }
        }
    }

    @Test
    @Timeout(60)
    void takesTimeInProportionToAHundredThousandSpansWithOneId() {
        List<Span> twins = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            twins.add(span(ID, 1, 0, T0 + i, T0 + 200_000)
                    .kind(SpanKind.of(1_000 + i))
                    .service("parent " + i)
                    .build());
            twins.add(span(ID, i + 2, 1, T0 + i, T0 + 200_000)
                    .service("parent " + (i % 3))
                    .build());
        }
        CompiledQuery query = CompiledQuery.of(QueryParser.parse("{ .service.name =~ \"parent [012]\" } !> { }"));

        assertThat(query.on(Trace.of(ID, twins))
                        .match(1, 1)
                        .orElseThrow()
                        .spanSets()
                        .get(0)
                        .matched())
                .isEqualTo(50_000);
    }

    @Test
    void endsOnCyclesAndOwnParents() {
        Trace trace = Trace.of(
                ID,
                new ArrayList<>(List.of(
                        span(ID, 1, 2, T0, T0 + 1).build(),
                        span(ID, 2, 3, T0 + 1, T0 + 2).build(),
                        span(ID, 3, 1, T0 + 2, T0 + 3).build(),
                        span(ID, 4, 4, T0 + 3, T0 + 4).build())));

        assertThat(selected("{ } >> { }", trace)).isEqualTo("2 3");
        assertThat(selected("{ } << { }", trace)).isEqualTo("1 3");
        assertThat(selected("{ } ~ { }", trace)).isEqualTo("-");
        assertThat(selected("{ nestedSetParent < 0 }", trace)).isEqualTo("-");
    }

    private static String selected(String query) {
        return selected(query, SHOP);
    }

    private static String selected(String query, Trace trace) {
        return CompiledQuery.of(QueryParser.parse(query))
                .on(trace)
                .match(Integer.MAX_VALUE, Integer.MAX_VALUE)
                .map(match -> match.spanSets().stream()
                        .map(set -> set.spans().stream()
                                .map(matched -> Long.toHexString(matched.span().spanId())
                                        .toUpperCase(Locale.ROOT))
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("; ")))
                .orElse("-");
    }
}
