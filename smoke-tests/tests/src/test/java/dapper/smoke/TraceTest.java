// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to the unmodified shop become exactly the traces of the files in {@code traces}. */
@ParameterizedClass
@MethodSource("dapper.smoke.run.Jdk#allForTheShop")
@ExtendWith(AllInOne.Shared.class)
class TraceTest {
    @Parameter
    Jdk jdk;

    private static AllInOne server;
    private static Traces traces;
    private static Shop shop;

    @BeforeParameterizedClassInvocation
    static void openShop(Jdk jdk, AllInOne allInOne) {
        server = allInOne;
        traces = new Traces(server);
        shop = Shop.underAgent(jdk, server);
        // The first request of a JVM starts threads and connections that later ones reuse.
        Visits.ALL.forEach(
                visit -> Http.send(visit.split(" ")[0], shop.app("front").address() + visit.split(" ")[1]));
    }

    @AfterParameterizedClassInvocation
    static void closeShop() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "products,           front,     GET,  /products",
        "product,            front,     GET,  /products/1",
        "no-such-product,    front,     GET,  /products/9",
        "no-such-currency,   front,     GET,  /products/2?currency=XXX",
        "suggestions,        front,     GET,  /products/1/suggestions",
        "order,              front,     POST, /orders?product=1&quantity=2",
        "sold-out,           front,     POST, /orders?product=3",
        "items,              front,     GET,  /reports/items",
        "executor,           front,     GET,  /reports/packing/executor",
        "fork-join,          front,     GET,  /reports/packing/fork-join",
        "completable-future, front,     GET,  /reports/packing/completable-future",
        "scheduled,          front,     GET,  /reports/packing/scheduled",
        "virtual,            front,     GET,  /reports/packing/virtual",
        "slow,               front,     GET,  /reports/slow?millis=50",
        "broken,             front,     GET,  /reports/broken",
        "unfinished,         front,     GET,  /reports/unfinished",
        "nowhere,            front,     GET,  /nowhere",
        "batch,              inventory, POST, /deliveries",
        "async-servlet,      worker,    GET,  /receipts/1?cents=7",
    })
    void aRequestBecomesExactlyThisTrace(String file, String app, String method, String path) throws IOException {
        String traceId = newTraceId();
        Http.send(method, shop.app(app).address() + path, "traceparent", "00-" + traceId + "-00f067aa0ba902b7-01");
        String written = System.getProperty("dapper.smoke.write");
        if (written != null) {
            TraceText text = new TraceText(shop.apps());
            Files.writeString(Path.of(written, file + ".txt"), text.of(traces.awaitRest(traceId)));
            return;
        }
        String expected = TraceText.expected(file);
        JsonNode trace = traces.await(traceId, TraceText.spans(expected));
        assertThat(new TraceText(shop.apps()).of(trace)).isEqualTo(expected);
    }

    @Test
    void aTraceThatBeginsHereIsFoundByWhatItCarries() {
        String run = "run=" + newTraceId();
        Http.get(shop.app("front").address() + "/reports/packing/executor?" + run);
        JsonNode trace = traces.awaitFound(
                "service=front&tag=" + Traces.encode("url.query:" + run),
                summary -> summary.get("services").size() == 2);
        assertThat(trace.get("rootService").asText()).isEqualTo("front");
        assertThat(trace.get("rootOperation").asText()).isEqualTo("GET /reports/packing/{kind}");
        assertThat(trace.get("rootMissing").asBoolean()).isFalse();
        assertThat(trace.get("samplingProbability").asDouble()).isEqualTo(1.0);
    }

    @Test
    void saysWhichProcessItCameFrom() {
        String traceId = newTraceId();
        Http.send(
                "GET",
                shop.app("worker").address() + "/rates/USD",
                "traceparent",
                "00-" + traceId + "-00f067aa0ba902b7-01");
        JsonNode resource = traces.await(traceId, 1).get("resources").get(0).get("attributes");
        assertThat(resource.get("service.name").asText()).isEqualTo("worker");
        assertThat(resource.get("telemetry.sdk.language").asText()).isEqualTo("java");
        assertThat(resource.get("process.pid").asLong())
                .isEqualTo(shop.app("worker").program().process().pid());
        assertThat(resource.get("process.runtime.version").asText()).startsWith(jdk.version() + ".");
    }

    @Test
    void anUnsampledRequestIsNotStored() {
        List<String> unsampled = List.of(newTraceId(), newTraceId(), newTraceId());
        List<String> paths =
                List.of("/orders?product=1", "/reports/packing/completable-future", "/products/1/suggestions");
        for (int i = 0; i < unsampled.size(); i++) {
            Http.send(
                    i == 0 ? "POST" : "GET",
                    shop.app("front").address() + paths.get(i),
                    "traceparent",
                    "00-" + unsampled.get(i) + "-00f067aa0ba902b7-00");
        }
        // Later sampled requests to the same three processes: once they have arrived, earlier spans would have arrived
        // too.
        awaitSampled("GET", "front", "/reports/unfinished", 1);
        awaitSampled("POST", "inventory", "/deliveries", 2);
        awaitSampled("GET", "worker", "/rates/USD", 1);
        assertThat(unsampled)
                .allSatisfy(traceId -> assertThat(traces.byId(traceId)).isEmpty());
    }

    private static void awaitSampled(String method, String app, String path, int spans) {
        String traceId = newTraceId();
        Http.send(method, shop.app(app).address() + path, "traceparent", "00-" + traceId + "-00f067aa0ba902b7-01");
        traces.await(traceId, spans);
    }

    private static String newTraceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong() | 1, random.nextLong() | 1);
    }
}
