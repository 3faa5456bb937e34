// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopTraces;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real Cassandra the service gives the same answers as on an in-memory store that reads all spans. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraAnswersTest {
    private final CassandraStorage storage;
    private final InMemoryTraces expected = new InMemoryTraces();
    /** The end of searches of the last seconds, however long the tests take. */
    private final long stored = Instant.now().toEpochMilli();

    private QueryService real;
    private QueryService model;

    CassandraAnswersTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @BeforeAll
    void store() throws Exception {
        List<Span> spans = ShopTraces.generate(60, stored * 1_000_000 - 1_000_000_000);
        expected.add(spans);
        Map<TraceId, List<Span>> byTrace = spans.stream().collect(Collectors.groupingBy(Span::traceId));
        for (Map.Entry<TraceId, List<Span>> trace : byTrace.entrySet()) {
            storage.writer()
                    .write(trace.getKey(), trace.getValue())
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
        real = QueryService.start(storage.reader());
        model = QueryService.start(expected);
    }

    /** Its traces start after those that the other tests compare, and the model gets them too. */
    @Test
    void sendsATraceOnceItIsSearchable() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(real.url("/api/v1/traces/live?q=%7B%20span:name%20%3D%20%22GET%20/live%22%20%7D")))
                .build();
        try (Stream<String> lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            CompletableFuture<String> first =
                    CompletableFuture.supplyAsync(() -> lines.filter(line -> line.startsWith("data: {\"traceId\""))
                            .findFirst()
                            .orElseThrow());
            String found = null;
            for (long id = 1; found == null; id++) {
                storeLiveTrace(new TraceId(0x11fe, id));
                found = first.getNow(null);
            }
            assertThat(found).contains("\"rootOperation\":\"GET /live\"", "\"spanCount\":1,");
        }
    }

    private void storeLiveTrace(TraceId id) throws Exception {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        List<Span> spans = List.of(span(id, 1, 0, now, now + 5_000_000)
                .service("front")
                .name("GET /live")
                .build());
        expected.add(spans);
        storage.writer().write(id, spans).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() {
        real.close();
        model.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/services",
                "/api/v1/operations?service=front",
                "/api/v1/operations?service=worker",
                "/api/v1/operations?service=nobody"
            })
    void namesTheSame(String path) {
        assertThat(real.get(path).json()).isEqualTo(model.get(path).json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?service=inventory",
                "?service=front&operation=GET%20/search",
                "?service=inventory&tag=db.query.summary:UPDATE%20stock",
                "?tag=http.route:/checkout&minDuration=200ms",
                "?service=front&tag=http.response.status_code:500&error=true&tag=host.name:shop-1",
                "?service=inventory&error=false&maxDuration=20ms",
                "?error=true",
                "?tag=http.response.status_code%3E=500&operation=POST%20/checkout",
                "?service=nobody",
                "?lookback=90s",
                "?sort=-duration",
                "?service=inventory&sort=spans",
                "?error=true&sort=-errors"
            })
    void findsTheSame(String query) {
        String end = (query.isEmpty() ? "?" : query + "&") + "limit=1000&end=" + stored;

        JsonNode answer = real.get("/api/v1/traces" + end).json();

        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("traces"))
                .isEqualTo(model.get("/api/v1/traces" + end).json().get("traces"));
    }

    @Test
    void sortsTheSamePageByPage() {
        List<JsonNode> sorted = new ArrayList<>();
        String path = "/api/v1/traces?service=front&sort=-duration&limit=7&end=" + stored;
        while (path != null) {
            JsonNode page = real.get(path).json();
            page.get("traces").forEach(sorted::add);
            assertThat(page.get("complete").asBoolean()).isTrue();
            path = page.get("next").isNull() ? null : page.get("next").asText();
        }

        JsonNode all = model.get("/api/v1/traces?service=front&sort=-duration&limit=1000&end=" + stored)
                .json();
        assertThat(all.get("found").asInt()).isEqualTo(sorted.size()).isGreaterThan(14);
        assertThat(sorted).isEqualTo(list(all.get("traces")));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{ name =~ \".*cart.*\" }",
                "{ name = \"UPDATE stock\" }",
                "{ resource.service.name = \"front\" } >> { status = error }",
                "{ resource.service.name = \"inventory\" } !< { duration > 5ms } | select(resource.host.name, duration)",
                "{ .http.response.status_code = 500 && duration > 100ms }",
                "{ resource.service.name = \"front\" } && !{ status = error } | count() > 1",
                "{ kind = client } | by(resource.service.name) | avg(duration) > 10ms",
                "({ resource.service.name = \"worker\" } | count() > 1) || { event:name = \"exception\" }",
                "{ resource.service.name = \"nobody\" }"
            })
    void findsTheSameByTraceQl(String query) {
        String path = "/api/v1/traces?limit=1000&end=" + Instant.now().toEpochMilli() + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8);

        JsonNode answer = real.get(path).json();

        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("traces")).isEqualTo(model.get(path).json().get("traces"));
        assertThat(answer.get("traces").isEmpty()).isEqualTo(query.contains("nobody"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ } | rate() by (resource.service.name)",
                "{ name = \"UPDATE stock\" } | count_over_time()",
                "{ resource.service.name = \"front\" } >> { kind = client } | avg_over_time(duration) by (name)",
                "{ } | quantile_over_time(duration, .5, .99) by (resource.service.name) | topk(2)",
                "{ resource.service.name = \"inventory\" } | histogram_over_time(duration) with (exemplars = true)",
                "100 * ({ status = error } | rate()) / ({ } | rate())",
                "{ kind = server } | compare({ status = error })"
            })
    void computesTheSameMetrics(String query) {
        String path = "/api/v1/metrics/query_range?step=60s&exemplars=5&start="
                + Instant.now().minusSeconds(900).toEpochMilli() + "&end="
                + Instant.now().toEpochMilli() + "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);

        JsonNode answer = real.get(path).json();

        JsonNode expectedAnswer = model.get(path).json();
        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("traces")).isEqualTo(expectedAnswer.get("traces"));
        assertThat(series(answer)).isNotEmpty().isEqualTo(series(expectedAnswer));
    }

    /** The order of the series depends on the order of the traces, and so does the rounding of errors. */
    private static Map<String, List<String>> series(JsonNode answer) {
        Map<String, List<String>> series = new HashMap<>();
        answer.get("series").forEach(each -> {
            List<String> errors = new ArrayList<>();
            each.get("standardErrors")
                    .forEach(error ->
                            errors.add(error.isNull() ? "" : String.format(Locale.ROOT, "%.4g", error.asDouble())));
            series.put(
                    each.get("labels").toString(),
                    List.of(
                            each.get("values").toString(),
                            errors.toString(),
                            each.get("exemplars").toString()));
        });
        return series;
    }

    @ParameterizedTest
    @ValueSource(strings = {"service=inventory", "q=%7Bname=~%22.*stock.*%22%7D%3E%7B%7D"})
    void findsTheSamePageByPage(String search) {
        List<String> found = new ArrayList<>();
        String path = "/api/v1/traces?limit=7&" + search;
        int pages = 0;
        while (path != null) {
            JsonNode page = real.get(path).json();
            assertThat(page.get("traces").size()).isLessThanOrEqualTo(7);
            found.addAll(page.get("traces").findValuesAsText("traceId"));
            path = page.get("next").isNull() ? null : page.get("next").asText();
            assertThat(++pages).isLessThan(20);
        }

        assertThat(found)
                .isNotEmpty()
                .isEqualTo(model.get("/api/v1/traces?limit=1000&" + search)
                        .json()
                        .get("traces")
                        .findValuesAsText("traceId"));
    }

    @Test
    void readsNoIndexForTheTraceThatAQueryNames() {
        String id = model.get("/api/v1/traces?limit=1&service=worker")
                .json()
                .at("/traces/0/traceId")
                .asText();
        for (String query : List.of(
                "{ trace:id = \"" + id + "\" }",
                "{ trace:id = \"" + id.toUpperCase(Locale.ROOT) + "\" && resource.service.name = \"worker\" }",
                "{ trace:id = \"" + id + "\" } >> { resource.service.name = \"worker\" }",
                "{ resource.service.name = \"worker\" } && { trace:id = \"" + id + "\" }")) {
            JsonNode answer = real.get("/api/v1/traces?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                    .json();

            assertThat(answer.get("traces").findValuesAsText("traceId"))
                    .as(query)
                    .containsExactly(id);
            assertThat(answer.get("complete").asBoolean()).isTrue();
            assertThat(answer.get("indexRowsRead").asInt()).isZero();
        }
        JsonNode other = real.get("/api/v1/traces?q=%7Btrace:id=%22none%22%7D").json();
        assertThat(other.get("traces")).isEmpty();
        assertThat(other.get("indexRowsRead").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tags?",
                "/api/v1/tags?scope=resource&q=%7Bname=%22GET%20/search%22%7D%3E%3E%7B%7D&",
                "/api/v1/tags/.http.route/values?",
                "/api/v1/tags/resource.service.name/values?",
                "/api/v1/tags/span:name/values?q=%7Bresource.service.name=%22front%22%7D&",
                "/api/v1/tags/trace:rootName/values?q=%7Bresource.service.name=%22worker%22%7D&",
                "/api/v1/tags/status/values?"
            })
    void suggestsTheSame(String path) {
        String whole = path + "lookback=150s&end=" + stored;

        JsonNode answer = real.get(whole).json();

        assertThat(answer).isEqualTo(model.get(whole).json());
        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("tracesRead").asInt()).isPositive();
    }

    @Test
    void readsEveryTraceTheSame() {
        List<String> ids =
                model.get("/api/v1/traces?limit=1000").json().get("traces").findValuesAsText("traceId");

        assertThat(ids).hasSize(60);
        for (String id : ids) {
            assertThat(real.get("/api/v1/traces/" + id).json())
                    .isEqualTo(model.get("/api/v1/traces/" + id).json());
        }
        assertThat(real.get("/api/v1/traces/abc").status()).isEqualTo(404);
    }

    @Test
    void refusesACursorOfAnotherSearch() {
        assertThat(real.get("/api/v1/traces?cursor=made-up").status()).isEqualTo(400);
        String next =
                real.get("/api/v1/traces?limit=2&q=%7B%7D").json().get("next").asText();
        assertThat(real.get(next).status()).isEqualTo(200);
        assertThat(real.get(next.replaceAll("q=[^&]*&", "")).status()).isEqualTo(200);
        assertThat(real.get(next.replaceAll("q=[^&]*&", "service=front&")).status())
                .isEqualTo(400);
    }
}
