// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dapper.query.QueryConfig;
import dapper.query.alerts.AlertRules;
import dapper.query.live.LiveTails;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryAlerts;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.TestSpan;
import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.NoValue;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the document at /api/v1/openapi.json with the routes and with real answers. */
class OpenApiTest {
    private static final QueryConfig DEFAULTS = QueryConfig.from(new Settings(key -> null));
    private static final TraceId ODD = new TraceId(0, 0xabc);
    private static final TraceId LINKED = new TraceId(7, 7);

    private final InMemoryTraces traces = new InMemoryTraces();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private QueryService service;
    private JsonNode document;

    @BeforeEach
    void start() {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        traces.add(ShopTraces.generate(20, now - 1_000_000_000));
        traces.add(List.of(
                span(ODD, 2, 9, now - 900, now - 100)
                        .attribute("list", List.of("a", 1L))
                        .attribute("bytes", new byte[] {1})
                        .attribute("big", Long.MAX_VALUE)
                        .attribute("nan", Double.NaN)
                        .event(now - 950, "before the start")
                        .link(LINKED, 5)
                        .build(),
                TestSpan.span(ODD, 2, 9, now - 800, now - 200).build(),
                TestSpan.span(ODD, 4, 4, now - 800, now - 200).build(),
                TestSpan.span(ODD, 5, 2, now - 800, now - 900).name("").build(),
                TestSpan.span(ODD, 6, 2, now - 800, 0)
                        .attribute("nothing", NoValue.NONE)
                        .build(),
                TestSpan.span(ODD, 7, 8, -1, -1)
                        .attribute(Span.UNFINISHED, true)
                        .event(0, "when?")
                        .build(),
                TestSpan.span(ODD, 8, 7, 0, now).build()));
        // Nothing evaluates: the states are those of the test.
        alerts.otherLeads(true);
        traces.add(SlowTrace.of(new TraceId(0, 0xd00d), now - 900)).add(SlowTrace.of(LINKED, now - 900));
        alerts.write(SomeAlerts.firing(), true);
        alerts.write(SomeAlerts.pending(), true);
        alerts.write(SomeAlerts.failedDelivery());
        service = QueryService.start(new ServerProcess(), new Readers(traces, SomeCalls.ofFront(), alerts));
        document = service.get("/api/v1/openapi.json").json();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listsExactlyTheRoutesAndTheirParameters() {
        Api api = new Api(
                tenant -> new Readers(traces, new InMemoryCalls(), alerts),
                Clock.systemUTC(),
                new ApiSettings(Duration.ofHours(1), 20, 1, 1 << 20, Duration.ZERO, DEFAULTS.insights()),
                AlertRules.NONE,
                new LiveTails(DEFAULTS.live()));
        Map<String, TreeSet<String>> routes = api.routes().stream()
                .collect(Collectors.toMap(
                        route -> route.method().name().toLowerCase(Locale.ROOT) + " "
                                + route.path().replace('<', '{').replace('>', '}'),
                        route -> new TreeSet<>(route.parameters()),
                        (a, b) -> a,
                        TreeMap::new));
        Map<String, TreeSet<String>> listed = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    TreeSet<String> names = new TreeSet<>();
                    method.getValue().path("parameters").forEach(parameter -> {
                        if (parameter.get("in").asText().equals("query")) {
                            names.add(parameter.get("name").asText());
                        }
                    });
                    listed.put(method.getKey() + " " + path.getKey(), names);
                }));

        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        assertThat(listed).isEqualTo(routes);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/services, /api/v1/services",
        "/api/v1/operations, /api/v1/operations?service=front",
        "/api/v1/traces, /api/v1/traces?limit=3",
        "/api/v1/traces, /api/v1/traces?limit=3&sort=-duration",
        "/api/v1/traces, /api/v1/traces?service=nobody",
        "/api/v1/traces, /api/v1/traces?q=%7B%7D%7Cby(.list)%7Cselect(.big%2Cname)",
        "/api/v1/traces, /api/v1/traces?q=%7B%20duratoin%3E5%20%7D",
        "/api/v1/metrics/query_range, /api/v1/metrics/query_range?exemplars=9&q=%7B%7D%7Crate()by(.list%2Cname)",
        "/api/v1/metrics/query_range, /api/v1/metrics/query_range?q=%7B%7D%7Cmax_over_time(duration)",
        "/api/v1/metrics/query_range, /api/v1/metrics/query_range?q=%7B%7D%7Ccompare(%7Bstatus=error%7D)",
        "/api/v1/metrics/query_range, /api/v1/metrics/query_range?q=%7B%7D",
        "/api/v1/services/{service}/metrics, /api/v1/services/front/metrics?start=1700000000&end=1700000600",
        "/api/v1/services/{service}/metrics, /api/v1/services/front/metrics?step=1s",
        "/api/v1/services/{service}/operations, /api/v1/services/front/operations?start=1700000000&end=1700000600",
        "/api/v1/services/{service}/edges, /api/v1/services/front/edges?start=1700000000&end=1700000600",
        "/api/v1/services/{service}/processes, /api/v1/services/front/processes",
        "/api/v1/service-summaries, /api/v1/service-summaries?start=1700000000&end=1700000600",
        "/api/v1/dependencies, /api/v1/dependencies?start=1700000000&end=1700000600",
        "/api/v1/dependencies, /api/v1/dependencies?start=1700000000&end=1600000000",
        "/api/v1/traces/{traceId}, /api/v1/traces/abc",
        "/api/v1/traces/{traceId}/matches, /api/v1/traces/abc/matches?q=%7Bduration%3E1ns%7D",
        "/api/v1/traces/{traceId}/matches, /api/v1/traces/abc/matches?q=%7B",
        "/api/v1/traces/{traceId}/matches, /api/v1/traces/def/matches?q=%7B%7D",
        "/api/v1/traces/{traceId}/otlp, /api/v1/traces/abc/otlp",
        "/api/v1/traces/{traceId}/compare/{otherId}, /api/v1/traces/abc/compare/abc",
        "/api/v1/traces/{traceId}/compare/{otherId}, /api/v1/traces/abc/compare/def",
        "/api/v1/traces/{traceId}/compare/{otherId}, /api/v1/traces/abc/compare/what",
        "/api/v1/traces/{traceId}/usual, /api/v1/traces/d00d/usual",
        "/api/v1/traces/{traceId}/usual, /api/v1/traces/abc/usual",
        "/api/v1/traces/{traceId}/usual, /api/v1/traces/ffff/usual",
        "/api/v1/tags, /api/v1/tags",
        "/api/v1/tags, /api/v1/tags?scope=none",
        "/api/v1/tags/{key}/values, /api/v1/tags/resource.process.pid/values",
        "/api/v1/tags/{key}/values, /api/v1/tags/span.list/values?limit=1",
        "/api/v1/tags/{key}/values, /api/v1/tags/status/values?q=%7Bname=5%7D",
        "/api/v1/patterns, /api/v1/patterns?service=front&operation=GET%20/search",
        "/api/v1/patterns, /api/v1/patterns?service=front&operation=none&limit=2",
        "/api/v1/patterns, /api/v1/patterns?service=front",
        "/api/v1/patterns, /api/v1/patterns?service=front&operation=GET%20/search&lookback=30s&compare=previous",
        "/api/v1/explain, /api/v1/explain?selected=%7Bname=%22GET%20/search%22%7C%7Cname=%22POST%20/checkout%22%7D",
        "/api/v1/explain, /api/v1/explain?selectedStart=2020-01-01T00:00:00Z",
        "/api/v1/explain, /api/v1/explain?selected=%7B",
        "/api/v1/explain, /api/v1/explain",
        "/api/v1/alerts, /api/v1/alerts",
        "/api/v1/alerts/history, /api/v1/alerts/history?start=1700000000&end=1700000600&limit=1",
        "/api/v1/alerts/history, /api/v1/alerts/history?limit=0",
        "/api/v1/alerts/deliveries, /api/v1/alerts/deliveries?start=1700000000&end=1700000600",
        "/api/v1/alerts/deliveries, /api/v1/alerts/deliveries?start=1700000600&end=1700000000",
        "/api/v1/alerts/values, /api/v1/alerts/values?alert=nothing",
        "/api/v1/alerts/values, /api/v1/alerts/values",
        "/api/v1/alert-rules, /api/v1/alert-rules",
        "/api/v1/silences, /api/v1/silences",
        "/api/v1/openapi.json, /api/v1/openapi.json",
        "/api/v1/operations, /api/v1/operations",
        "/api/v1/traces, /api/v1/traces?limit=none",
        "/api/v1/traces/live, /api/v1/traces/live?q=%7B%20duratoin%3E5%20%7D",
        "/api/v1/traces/{traceId}, /api/v1/traces/ffff",
        "/api/v1/traces/{traceId}, /api/v1/traces/what"
    })
    void describesWhatIsAnswered(String path, String request) {
        assertDescribed(path, service.get(request));
    }

    @Test
    void describesTracesInFiles() {
        String otlp = service.get("/api/v1/traces/abc/otlp").body();
        String query = "/api/v1/traces/view/matches?q=%7B%7D";

        for (String body : List.of(otlp, "{}")) {
            assertDescribed("post", "/api/v1/traces/view", service.json("POST", "/api/v1/traces/view", body));
            assertDescribed("post", "/api/v1/traces/view/matches", service.json("POST", query, body));
        }
        assertDescribed("post", "/api/v1/traces/view", service.post("/api/v1/traces/view"));
    }

    @Test
    void describesRulesAndSilences(@TempDir Path folder) throws Exception {
        Path rules = folder.resolve("alerts.yaml");
        Files.writeString(rules, SomeAlerts.RULES);
        try (ServerProcess process = new ServerProcess();
                QueryService own = QueryService.start(
                        process,
                        new Readers(traces, SomeCalls.ofFront(), new InMemoryAlerts()),
                        "dapper.query.alerts.rules",
                        rules.toString())) {
            HttpAnswer added = own.json("POST", "/api/v1/silences", SomeAlerts.silence());
            String one = "/api/v1/silences/" + added.json().get("id").asText();

            assertThat(added.status()).isEqualTo(200);
            assertDescribed("/api/v1/alerts/values", own.get("/api/v1/alerts/values?alert=FrontIsSlow&end=1700000600"));
            assertDescribed("/api/v1/alert-rules", own.get("/api/v1/alert-rules"));
            String noCalls = "{\"name\": \"A\", \"service\": \"front\", \"metric\": \"no-data\"}";
            String rule = "/api/v1/alert-rules/A";
            assertDescribed("post", "/api/v1/alert-rules", own.json("POST", "/api/v1/alert-rules", noCalls));
            assertDescribed("post", "/api/v1/alert-rules", own.json("POST", "/api/v1/alert-rules", noCalls));
            assertDescribed("post", "/api/v1/alert-rules", own.json("POST", "/api/v1/alert-rules", "{}"));
            assertDescribed("put", "/api/v1/alert-rules/{name}", own.json("PUT", rule, noCalls));
            HttpAnswer old = own.json("PUT", rule, noCalls, "If-Match", "\"1\"");
            assertThat(old.status()).isEqualTo(412);
            assertDescribed("put", "/api/v1/alert-rules/{name}", old);
            HttpAnswer preview = own.json("POST", "/api/v1/alert-rules/preview", noCalls);
            assertThat(preview.status()).isEqualTo(200);
            assertDescribed("post", "/api/v1/alert-rules/preview", preview);
            assertDescribed(
                    "post", "/api/v1/alert-rules/preview", own.json("POST", "/api/v1/alert-rules/preview", "{}"));
            assertDescribed("/api/v1/alert-rules", own.get("/api/v1/alert-rules"));
            assertDescribed("delete", "/api/v1/alert-rules/{name}", own.json("DELETE", rule, ""));
            assertDescribed("delete", "/api/v1/alert-rules/{name}", own.json("DELETE", rule, ""));
            assertDescribed("post", "/api/v1/silences", added);
            assertDescribed("post", "/api/v1/silences", own.json("POST", "/api/v1/silences", "{}"));
            assertDescribed("post", "/api/v1/silences", own.post("/api/v1/silences"));
            assertDescribed("/api/v1/silences", own.get("/api/v1/silences"));
            assertDescribed("delete", "/api/v1/silences/{id}", own.json("DELETE", one, ""));
            assertDescribed("delete", "/api/v1/silences/{id}", own.json("DELETE", "/api/v1/silences/none", ""));
        }
    }

    @Test
    void describesEveryTraceOfTheShop() {
        for (String id :
                service.get("/api/v1/traces?limit=1000").json().get("traces").findValuesAsText("traceId")) {
            assertDescribed("/api/v1/traces/{traceId}", service.get("/api/v1/traces/" + id));
        }
    }

    @Test
    void describesTheAnswerOfAStoreThatIsAway() {
        traces.goDown(true);
        for (String path : List.of("/api/v1/services", "/api/v1/traces", "/api/v1/traces/abc")) {
            assertDescribed(path.replace("abc", "{traceId}"), service.get(path));
        }
    }

    private void assertDescribed(String path, HttpAnswer answer) {
        assertDescribed("get", path, answer);
    }

    private void assertDescribed(String method, String path, HttpAnswer answer) {
        JsonNode response = document.at("/paths").get(path).get(method).at("/responses/" + answer.status());
        if (response.has("$ref")) {
            response = document.at(response.get("$ref").asText().substring(1));
        }
        JsonNode content = response.path("content").path(answer.header("Content-Type"));
        assertThat(content.has("schema"))
                .as("%s answers %d with %s", path, answer.status(), answer.header("Content-Type"))
                .isTrue();
        assertThat(schema(content.get("schema")).validate(answer.json())).isEmpty();
    }

    /** OpenAPI 3.1 schemas are JSON Schema 2020-12; the references need the components next to them. */
    private JsonSchema schema(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }
}
