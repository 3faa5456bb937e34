// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceFileApiTest {
    private static final TraceId ID = new TraceId(0x510, 1);
    private static final TraceId WIDE = new TraceId(0x71de, 5_000);
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(SlowTrace.of(ID, start));
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void analysesATraceInAFileAsAStoredOne() {
        HttpAnswer answer = view(otlp(ID));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(service.get("/api/v1/traces/" + ID).json());
        assertThat(answer.json().get("insights")).hasSize(2);
    }

    @Test
    void runsAQueryOnATraceInAFile() {
        HttpAnswer answer = service.json("POST", "/api/v1/traces/view/matches?q=%7Bstatus%3Derror%7D", otlp(ID));

        assertThat(answer.body())
                .isEqualTo("{\"complete\":true,\"incompleteReason\":\"\",\"lineCount\":43,\"positions\":[1]}");
        assertThat(service.json("POST", "/api/v1/traces/view/matches", otlp(ID)).status())
                .isEqualTo(400);
    }

    @Test
    void storesNothing() {
        String file = otlp(ID).replace(ID.toString(), new TraceId(0x99, 0x99).toString());

        assertThat(view(file).status()).isEqualTo(200);
        assertThat(service.get("/api/v1/traces/" + new TraceId(0x99, 0x99)).status())
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThat(problem("{}")).isEqualTo("The file has no span with a trace id and a span id.");
        assertThat(problem("[]"))
                .isEqualTo(
                        "The file cannot be read: the body is not OTLP JSON: the request must be an object at line 1,"
                                + " column 1.");
        assertThat(problem("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["))
                .startsWith("The file cannot be read: the body is not OTLP JSON: Unexpected end-of-input");
        traces.add(List.of(span(new TraceId(7, 7), 1, 0, start, start + 5).build()));
        ObjectNode two =
                (ObjectNode) service.get("/api/v1/traces/" + ID + "/otlp").json();
        JsonNode other =
                service.get("/api/v1/traces/" + new TraceId(7, 7) + "/otlp").json();
        two.withArray("resourceSpans").add(other.at("/resourceSpans/0"));
        assertThat(problem(two.toString()))
                .isEqualTo("The file has spans of 2 traces (" + ID + ", " + new TraceId(7, 7)
                        + "): open a file with the spans of one.");
        assertThat(service.post("/api/v1/traces/view").status()).isEqualTo(415);
    }

    @Test
    void showsTheOthersIfASpanIsMalformed() {
        String file = otlp(ID).replaceFirst("\"startTimeUnixNano\":\"\\d+\"", "\"startTimeUnixNano\":\"soon\"");

        JsonNode view = view(file).json();
        assertThat(view.get("spanCount").asInt()).isEqualTo(42);
        assertThat(view.get("complete").asBoolean()).isFalse();
        assertThat(view.get("incompleteReason").asText()).startsWith("1 span of the file is malformed and left out: ");
    }

    @Test
    void refusesAFileThatIsTooLargeForTheMemoryOfOneAnswer() {
        traces.add(ViewerSandbox.wide(5_000, start));
        String file = otlp(WIDE);
        try (QueryService small = QueryService.start(traces, 4_000_000)) {
            HttpAnswer answer = small.json("POST", "/api/v1/traces/view", file);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().get("detail").asText())
                    .isEqualTo("The file is too large for the memory of one answer (dapper.query.memory-percent of the"
                            + " heap), which has room for 0 MB of it: open a smaller one.");
        }
    }

    private String otlp(TraceId id) {
        return service.get("/api/v1/traces/" + id + "/otlp").body();
    }

    private HttpAnswer view(String file) {
        return service.json("POST", "/api/v1/traces/view", file);
    }

    private String problem(String file) {
        HttpAnswer answer = view(file);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().get("detail").asText();
    }
}
