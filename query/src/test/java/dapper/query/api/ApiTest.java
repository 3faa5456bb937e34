// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {
    private static final TraceId FAST = new TraceId(0x11, 0x1);
    private static final TraceId FAILED = new TraceId(0x22, 0x2);
    private static final long MS = 1_000_000;
    private final long now = Instant.now().toEpochMilli() * MS;
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(List.of(
                span(FAST, 1, 0, now - 1_209_000 * MS, now - 1_208_980 * MS)
                        .service("front")
                        .name("GET /cart")
                        .kind(SpanKind.SERVER)
                        .attribute("http.route", "/cart")
                        .build(),
                span(FAST, 2, 1, now - 1_208_995 * MS, now - 1_208_985 * MS)
                        .service("stock")
                        .name("SELECT stock")
                        .build()));
        traces.add(List.of(span(FAILED, 3, 0, now - 5000 * MS, now - 4000 * MS)
                .service("front")
                .name("POST /checkout")
                .kind(SpanKind.SERVER)
                .attribute("url.full", "http://shop:8080/checkout")
                .attribute("http.response.status_code", 500L)
                .error("no stock")
                .build()));
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void namesServicesAndTheirOperations() {
        assertThat(service.get("/api/v1/services").body())
                .isEqualTo("{\"services\":[\"front\",\"stock\"],\"complete\":true,\"incompleteReason\":\"\"}");
        assertThat(service.get("/api/v1/operations?service=front").body())
                .isEqualTo(
                        "{\"service\":\"front\",\"operations\":[{\"name\":\"GET /cart\",\"kind\":\"SERVER\"},"
                                + "{\"name\":\"POST /checkout\",\"kind\":\"SERVER\"}],\"complete\":true,\"incompleteReason\":\"\"}");
        assertThat(service.get("/api/v1/operations?service=nobody").body())
                .isEqualTo("{\"service\":\"nobody\",\"operations\":[],\"complete\":true,\"incompleteReason\":\"\"}");
    }

    @Test
    void saysThatAListOfNamesIsNotWhole() {
        traces.listAtMost(1);

        assertThat(service.get("/api/v1/services").body())
                .isEqualTo("{\"services\":[\"front\"],\"complete\":false,\"incompleteReason\":"
                        + "\"There are more names than the first 1 in alphabetical order.\"}");
        assertThat(service.get("/api/v1/operations?service=front").body())
                .contains("\"operations\":[{\"name\":\"GET /cart\",\"kind\":\"SERVER\"}],\"complete\":false,");
    }

    @Test
    void findsTheNewestFirst() {
        assertThat(found("")).containsExactly(FAILED.toString(), FAST.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "service=stock, FAST",
        "service=front&operation=POST%20/checkout, FAILED",
        "operation=POST%20/checkout, FAILED",
        "tag=http.route:/cart, FAST",
        "tag=http.route=/cart, FAST",
        "tag=http.route=~/c.*, FAST",
        "tag=http.route!=/cart, ''",
        "tag=http.response.status_code:500, FAILED",
        "tag=http.response.status_code==500, FAILED",
        "tag=http.response.status_code==%22500%22, ''",
        "tag=http.response.status_code%3E=500, FAILED",
        "tag=http.response.status_code%3E=500&tag=http.response.status_code%3C500, ''",
        "tag=url.full:http://shop:8080/checkout, FAILED",
        "tag=http.route:/cart&tag=service.name:front, FAST",
        "minDuration=500ms, FAILED",
        "maxDuration=0.02s, FAST",
        "error=true, FAILED",
        "service=front&error=false, FAST",
        "lookback=10m, FAILED",
        "limit=1, FAILED",
        "service=&operation=&error=true&minDuration=, FAILED",
        "service=front&tag=http.route:/other, ''",
        "lookback=1ms, ''"
    })
    void appliesEveryFilter(String query, String expected) {
        assertThat(found("?" + query))
                .isEqualTo(
                        switch (expected) {
                            case "FAST" -> List.of(FAST.toString());
                            case "FAILED" -> List.of(FAILED.toString());
                            default -> List.of();
                        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\'', textBlock = """
            '' → { }
            service=a%20b → { resource.service.name = "a b" }
            operation=x → { span:name = "x" }
            minDuration=10ms&maxDuration=90s → { span:duration >= 10ms && span:duration <= 90s }
            error=true → { span:status = error }
            error=false → { span:status != error }
            tag=a:b → { .a = "b" }
            tag=a:5 → { .a = 5 || .a = "5" }
            tag=a:007 → { .a = "007" }
            tag=a:true&error=true → { (.a = true || .a = "true") && span:status = error }
            tag=%22a:b%20c%22:d → { ."a:b c" = "d" }
            tag=a%3E5 → { .a > 5 }
            tag=a%3E=10ms → { .a >= 10ms }
            tag=a%3Cx%20y → { .a < "x y" }
            tag=a!=%22%22 → { .a != "" }
            tag=a!~5 → { .a !~ "5" }
            q={name=%22x%22} → { span:name = "x" }
            """)
    void givesTheQueryThatTheFiltersStandFor(String query, String expected) {
        assertThat(service.get("/api/v1/traces?" + query.replace("{", "%7B").replace("}", "%7D"))
                        .json()
                        .get("query")
                        .asText())
                .isEqualTo(expected);
    }

    @Test
    void searchesBetweenTwoTimes() {
        long middle = now - 700_000 * MS;
        assertThat(found("?start=" + (now - 2_000_000 * MS) + "&end=" + middle)).containsExactly(FAST.toString());
        assertThat(found("?start=" + Instant.ofEpochMilli(middle / MS))).containsExactly(FAILED.toString());
    }

    @Test
    void leadsFromPageToPageOverTheSameTimeRange() {
        JsonNode first = service.get("/api/v1/traces?limit=1&tag=service.name:front&lookback=50m")
                .json();
        JsonNode second = service.get(first.get("next").asText()).json();

        assertThat(first.at("/traces/0/traceId").asText()).isEqualTo(FAILED.toString());
        assertThat(second.at("/traces/0/traceId").asText()).isEqualTo(FAST.toString());
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.get("startUnixNanos")).isEqualTo(first.get("startUnixNanos"));
        assertThat(second.get("endUnixNanos")).isEqualTo(first.get("endUnixNanos"));
    }

    @Test
    void saysWhenAnAnswerIsIncompleteAndWhy() {
        traces.stopEarly("stopped after 2 seconds");

        JsonNode page = service.get("/api/v1/traces").json();

        assertThat(page.get("complete").asBoolean()).isFalse();
        assertThat(page.get("incompleteReason").asText()).isEqualTo("stopped after 2 seconds");
    }

    @Test
    void showsATraceAsTheTreeItIs() {
        JsonNode trace = service.get("/api/v1/traces/" + FAST).json();

        assertThat(trace.get("rootService").asText()).isEqualTo("front");
        assertThat(trace.get("durationNanos").asLong()).isEqualTo(20 * MS);
        assertThat(trace.get("startUnixNanos").asText()).isEqualTo(Long.toString(now - 1_209_000 * MS));
        assertThat(trace.get("depth").asInt()).isEqualTo(2);
        assertThat(trace.at("/spans/0/selfNanos").asLong()).isEqualTo(10 * MS);
        assertThat(trace.at("/spans/0/attributes").toString()).isEqualTo("{\"http.route\":\"/cart\"}");
        assertThat(trace.at("/spans/1/parentSpanId").asText()).isEqualTo("0000000000000001");
        assertThat(trace.at("/spans/1/startNanos").asLong()).isEqualTo(5 * MS);
        assertThat(trace.at("/spans/1/criticalPath").toString()).isEqualTo("[[5000000,15000000]]");
        assertThat(trace.at("/resources/1/attributes").toString()).isEqualTo("{\"service.name\":\"stock\"}");
    }

    @Test
    void opensATraceByAShortenedOrUpperCaseId() {
        assertThat(service.get("/api/v1/traces/220000000000000002")
                        .json()
                        .get("traceId")
                        .asText())
                .isEqualTo(FAILED.toString());
        assertThat(service.get("/api/v1/traces/" + FAILED.toString().toUpperCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/traces/xyz | traceId | A trace id is 1 to 32 hexadecimal digits, not all of them zero; \"xyz\" is not one.",
                "/api/v1/traces/0 | traceId | A trace id is 1 to 32 hexadecimal digits, not all of them zero; \"0\" is not one.",
                "/api/v1/traces?minDuration=10 | minDuration | minDuration must be a number with a unit (ns, us, ms, s, m, h, d) such as 10ms or 1.5s, not \"10\".",
                "/api/v1/traces?minDuration=2s&maxDuration=1s | minDuration | minDuration must not be longer than maxDuration.",
                "/api/v1/traces?servcie=front | servcie | Unknown parameter \"servcie\": this path takes cursor, end, error, limit, lookback, maxDuration, minDuration, operation, q, service, sort, start, tag.",
                "/api/v1/services?x=1 | x | Unknown parameter \"x\": this path takes none.",
                "/api/v1/traces?error=yes | error | error must be true or false, not \"yes\".",
                "/api/v1/traces?limit=0 | limit | limit must be a whole number from 1 to 1000, not \"0\".",
                "/api/v1/traces?limit=1001 | limit | limit must be a whole number from 1 to 1000, not \"1001\".",
                "/api/v1/traces?tag=novalue | tag | tag must be key:value such as http.route:/cart, or a comparison such as http.status_code>=500, not \"novalue\".",
                "/api/v1/traces?tag=a=~( | tag | tag must have a regular expression after =~, but has missing closing ): `(?s)(`, not \"a=~(\".",
                "/api/v1/traces?service=a&service=b | service | Give service once, not 2 times.",
                "/api/v1/traces?start=soon | start | start must be a time such as 2026-01-31T12:00:00Z, or Unix time with 10 (s), 13 (ms), 16 (us) or 19 (ns) digits, not \"soon\".",
                "/api/v1/traces?start=1769860800&end=1769860800 | start | start must be before end.",
                "/api/v1/traces?start=1769860800&lookback=1h | lookback | lookback counts back from end, so it cannot stand beside start: give one of them.",
                "/api/v1/traces?cursor=made-up | cursor | The cursor is not one that a page of this same search gave: search again without it.",
                "/api/v1/traces?sort=-duration&cursor=-spans:1:2 | cursor | The cursor is not one that a page of this same search gave: search again without it.",
                "/api/v1/traces?sort=-duration&cursor=-duration:x:2 | cursor | The cursor is not one that a page of this same search gave: search again without it.",
                "/api/v1/traces?sort=name | sort | sort must be one of start, duration, spans, errors, after a minus for the greatest first, not \"name\".",
                "/api/v1/operations | service | The parameter service is missing."
            })
    void saysWhatIsWrongWithARequest(String path, String parameter, String detail) {
        HttpAnswer answer = service.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("title").asText()).isEqualTo("Bad Request");
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
        assertThat(answer.json().get("detail").asText()).isEqualTo(detail);
    }

    @Test
    void saysThatATraceIsNotThere() {
        HttpAnswer answer = service.get("/api/v1/traces/abc");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("detail").asText())
                .isEqualTo("No spans of trace 00000000000000000000000000000abc are stored: it was not sampled, has not"
                        + " arrived yet, or is past its retention.");
    }

    @Test
    void leadsToTheDocumentFromAPathThatIsNone() {
        HttpAnswer answer = service.get("/api/v1/trace");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("detail").asText())
                .isEqualTo("There is nothing at /api/v1/trace; /api/v1/openapi.json lists the paths.");
    }

    @Test
    void answersToGetOnly() {
        HttpAnswer answer = service.post("/api/v1/traces");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().get("detail").asText()).isEqualTo("/api/v1/traces answers to GET only.");
    }

    @Test
    void asksToComeAgainWhileTheStoreIsAway() {
        traces.goDown(true);

        for (String path : List.of("/api/v1/services", "/api/v1/traces", "/api/v1/traces/" + FAST)) {
            HttpAnswer answer = service.get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            assertThat(answer.json().get("detail").asText())
                    .isEqualTo("The trace store does not answer at the moment: try again in a few seconds.");
        }
        traces.goDown(false);
        assertThat(service.get("/api/v1/services").status()).isEqualTo(200);
    }

    @Test
    void offersNothingToOtherOrigins() {
        assertThat(service.get("/api/v1/services").header("Access-Control-Allow-Origin"))
                .isNull();
    }

    private List<String> found(String query) {
        return service.get("/api/v1/traces" + query).json().get("traces").findValuesAsText("traceId");
    }
}
