// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsApiTest {
    private static final TraceId ID = new TraceId(1, 1);
    private static final long MS = 1_000_000;
    private final long start = Instant.now().toEpochMilli() * MS - 60_000 * MS;
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(List.of(
                span(ID, 1, 0, start, start + 9 * MS)
                        .resource(TestSpan.resource("front", "host.name", "shop-1"))
                        .name("GET /cart")
                        .kind(SpanKind.SERVER)
                        .attribute("http.status", 200L)
                        .attribute("cart size", 3L)
                        .attribute("a/b", "slash")
                        .event(start + MS, "log", "level", "info")
                        .build(),
                span(ID, 2, 1, start + MS, start + 4 * MS)
                        .service("stock")
                        .name("SELECT \"stock\"")
                        .attribute("http.status", "200")
                        .attribute("list", List.of("x", 5L, "x"))
                        .build(),
                span(ID, 3, 1, start + 2 * MS, start + 4 * MS)
                        .service("stock")
                        .name("UPDATE")
                        .error("full")
                        .attribute("http.status", 500L)
                        .build()));
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listsTheFieldsOfEveryScopeWithTypesAndCounts() {
        JsonNode answer = service.get("/api/v1/tags").json();

        assertThat(answer.get("tags").toString())
                .startsWith(
                        "[{\"scope\":\"intrinsic\",\"name\":\"trace:id\",\"text\":\"trace:id\",\"types\":[\"string\"]},")
                .endsWith(
                        "{\"scope\":\"resource\",\"name\":\"service.name\",\"text\":\"resource.service.name\",\"types\":[\"string\"],\"spans\":3},"
                                + "{\"scope\":\"span\",\"name\":\"http.status\",\"text\":\"span.http.status\",\"types\":[\"integer\",\"string\"],\"spans\":3},"
                                + "{\"scope\":\"resource\",\"name\":\"host.name\",\"text\":\"resource.host.name\",\"types\":[\"string\"],\"spans\":1},"
                                + "{\"scope\":\"span\",\"name\":\"a/b\",\"text\":\"span.a/b\",\"types\":[\"string\"],\"spans\":1},"
                                + "{\"scope\":\"span\",\"name\":\"cart size\",\"text\":\"span.\\\"cart size\\\"\",\"types\":[\"integer\"],\"spans\":1},"
                                + "{\"scope\":\"span\",\"name\":\"list\",\"text\":\"span.list\",\"types\":[\"string\",\"integer\"],\"spans\":1},"
                                + "{\"scope\":\"event\",\"name\":\"level\",\"text\":\"event.level\",\"types\":[\"string\"],\"spans\":1}]");
        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("incompleteReason").asText()).isEmpty();
        assertThat(answer.get("tracesRead").asInt()).isEqualTo(1);
    }

    @Test
    void listsOneScopeOrTheSpansOfAQuery() {
        assertThat(names("scope=event")).containsExactly("event.level");
        assertThat(names("scope=link")).isEmpty();
        assertThat(names("scope=intrinsic"))
                .contains("span:name", "trace:duration")
                .hasSize(21);
        assertThat(names("scope=span&q=" + encoded("{ status = error }"))).containsExactly("span.http.status");
        assertThat(names("scope=span&q=" + encoded("{ name = \"GET /cart\" } > { status != error }")))
                .containsExactly("span.http.status", "span.list");
        assertThat(names("scope=span&lookback=1s")).isEmpty();
        assertThat(service.get("/api/v1/tags?scope=span&limit=1")
                        .json()
                        .get("incompleteReason")
                        .asText())
                .isEqualTo("There are more than the first 1.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "span.http.status → 200 \"200\" string 1, 200 200 integer 1, 500 500 integer 1",
                ".http.status → 200 \"200\" string 1, 200 200 integer 1, 500 500 integer 1",
                "resource.service.name → stock \"stock\" string 2, front \"front\" string 1",
                "span:name → GET /cart \"GET /cart\" string 1, SELECT \"stock\" \"SELECT \\\"stock\\\"\" string 1, UPDATE \"UPDATE\" string 1",
                "status → unset unset status 2, error error status 1, ok ok status 0",
                "span.a/b → slash \"slash\" string 1",
                "span.\"cart size\" → 3 3 integer 1",
                "span.list → x \"x\" string 1, 5 5 integer 1",
                "event.level → info \"info\" string 1",
                "event:name → log \"log\" string 1",
                "trace:rootName → GET /cart \"GET /cart\" string 3",
                "parent.http.status → 200 200 integer 2",
                "span.nothing → ``"
            })
    void listsTheValuesOfAField(String key, String expected) {
        assertThat(values(key, "")).isEqualTo(expected);
    }

    @Test
    void listsTheValuesInTheSpansOfAQuery() {
        assertThat(values("span:name", "?q=" + encoded("{ resource.service.name = \"front\" }")))
                .isEqualTo("GET /cart \"GET /cart\" string 1");
        assertThat(values("span.http.status", "?q=" + encoded("{ status = error }")))
                .isEqualTo("500 500 integer 1");
    }

    @Test
    void namesServicesAndOperationsThatAreNotAmongTheNewestTraces() {
        List<Span> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(span(new TraceId(2, i), 1, 0, start + (i + 1) * MS, start + 100 * MS)
                    .service("batch")
                    .name(i == 0 ? "first" : "run")
                    .attribute("run", (long) i)
                    .build());
        }
        traces.add(many);

        assertThat(values("resource.service.name", ""))
                .isEqualTo("batch \"batch\" string 50, front \"front\" string 0, stock \"stock\" string 0");
        assertThat(values("span:name", "?q=" + encoded("{ resource.service.name = \"batch\" }")))
                .isEqualTo("run \"run\" string 50, first \"first\" string 0");
        JsonNode runs = service.get("/api/v1/tags/span.run/values?limit=1000").json();
        assertThat(runs.get("values")).hasSize(50);
        assertThat(runs.get("complete").asBoolean()).isFalse();
        assertThat(runs.get("incompleteReason").asText()).isEqualTo("Only the newest 50 traces were read.");
        assertThat(service.get("/api/v1/tags/resource.service.name/values")
                        .json()
                        .get("complete")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void readsABoundedPartOfALargeTrace() {
        List<Span> large = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            large.add(span(new TraceId(3, 3), i, i - 1, start, start + MS)
                    .service("large")
                    .build());
        }
        traces.add(large);

        JsonNode answer = service.get(
                        "/api/v1/tags/span:kind/values?q=" + encoded("{ resource.service.name = \"large\" }"))
                .json();

        assertThat(answer.at("/values/0/spans").asInt()).isBetween(2_000, 2_010);
        assertThat(service.get("/api/v1/tags?scope=resource")
                        .json()
                        .get("incompleteReason")
                        .asText())
                .isEqualTo("Only the first 2000 spans of a large trace were read.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/tags?scope=spans | scope | scope must be one of intrinsic, resource, span, event, link, instrumentation, not \"spans\".",
                "/api/v1/tags?q=%7Bnane=1%7D | q | Line 1, column 2:",
                "/api/v1/tags?q=%7B%7D%7Crate() | q | In this query,",
                "/api/v1/tags/nonsense/values | key | The key must be a field of TraceQL such as span.http.route, resource.service.name or span:status; \"nonsense\" is none.",
                "/api/v1/tags/.a)%7Cselect(.b/values | key | The key must be",
                "/api/v1/tags/.a/values?limit=0 | limit | limit must be a whole number from 1 to 1000, not \"0\".",
                "/api/v1/tags/.a/values?scope=span | scope | Unknown parameter"
            })
    void describesWhatIsWrongWithARequest(String path, String parameter, String detail) {
        HttpAnswer answer = service.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
        assertThat(answer.json().get("detail").asText()).startsWith(detail);
    }

    private List<String> names(String parameters) {
        return service.get("/api/v1/tags?" + parameters).json().get("tags").findValuesAsText("text");
    }

    private String values(String key, String parameters) {
        String path = key.replace("\"", "%22").replace(" ", "%20");
        JsonNode answer =
                service.get("/api/v1/tags/" + path + "/values" + parameters).json();
        return StreamSupport.stream(answer.get("values").spliterator(), false)
                .map(value -> value.get("value").asText() + " "
                        + value.get("text").asText() + " " + value.get("type").asText() + " "
                        + value.get("spans").asInt())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
