// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.smoke.run.Http;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Reads stored traces through the HTTP API. */
final class Traces {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String api;

    Traces(AllInOne server) {
        this.api = server.viewer() + "/api/v1";
    }

    /** Waits until that trace is stored with that many spans. */
    JsonNode await(String traceId, int spans) {
        return await(
                "trace " + traceId + " with " + spans + " spans",
                () -> byId(traceId).filter(trace -> trace.get("spanCount").asInt() >= spans));
    }

    /**
     * Waits until nothing has been added to a trace for three seconds; only for writing expected files, not for tests.
     */
    JsonNode awaitRest(String traceId) {
        JsonNode trace = await(traceId, 1);
        for (int quiet = 0; quiet < 30; quiet++) {
            LockSupport.parkNanos(100_000_000);
            JsonNode now = byId(traceId).orElseThrow();
            quiet = now.equals(trace) ? quiet : 0;
            trace = now;
        }
        return trace;
    }

    /** Waits until a search finds one trace that satisfies the condition, and reads it. */
    JsonNode awaitFound(String parameters, Predicate<JsonNode> summary) {
        JsonNode found = await(
                "a trace found by " + parameters,
                () -> search(parameters).stream().filter(summary).findFirst());
        return byId(found.get("traceId").asText()).orElseThrow();
    }

    List<JsonNode> search(String parameters) {
        List<JsonNode> found = new ArrayList<>();
        get("/traces?" + parameters).orElseThrow().get("traces").forEach(found::add);
        return found;
    }

    Optional<JsonNode> byId(String traceId) {
        return get("/traces/" + traceId);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private interface Question {
        Optional<JsonNode> ask();
    }

    private static JsonNode await(String what, Question question) {
        long deadline = System.nanoTime() + 90_000_000_000L;
        Optional<JsonNode> answer = question.ask();
        while (answer.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not stored within 90 s: " + what);
            }
            LockSupport.parkNanos(50_000_000);
            answer = question.ask();
        }
        return answer.get();
    }

    private Optional<JsonNode> get(String path) {
        HttpResponse<String> response = Http.get(api + path);
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return Optional.of(JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(path + " answered " + response.body(), e);
        }
    }
}
