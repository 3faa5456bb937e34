// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop's worker becomes slow, its agent counts that, the alert fires and is delivered by a server that was killed meanwhile,
 * and it is resolved when the worker is fast again. It takes about four minutes, because windows are whole minutes:
 * {@code -Ddapper.smoke.alert=true}.
 */
@Tag("once")
@EnabledIfSystemProperty(named = "dapper.smoke.alert", matches = "true")
class LatencyAlertTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** The window has calls as soon as the first one has ended. */
    private static final Duration ONE_CALL = Duration.ofSeconds(2);

    private static final String RULES = """
            receivers: [{name: hook, type: webhook, url: '%s'}]
            rules:
              - name: WorkerIsSlow
                service: alerted-worker
                metric: p99
                above: 500ms
                window: 1m
                minimum-calls: 1
                keep-firing-for: 0s
            """;

    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private volatile int answer = 503;
    private volatile boolean stopped;
    private HttpServer hook;
    private AllInOne server;
    private App worker;
    private Thread load;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::take);
        hook.start();
        Path rules = Files.writeString(
                data.resolve("alerts.yaml"),
                RULES.formatted("http://127.0.0.1:" + hook.getAddress().getPort()));
        server = AllInOne.start(
                data.resolve("cassandra"),
                "--dapper.query.alerts.rules=" + rules,
                "--dapper.query.alerts.interval=5s",
                "--dapper.query.alerts.delay=20s");
        Map<String, String> environment = new HashMap<>(server.environment("alerted-worker"));
        worker = App.start(Jdk.ofThisBuild(), "worker", App.withAgent(), environment);
        load = new Thread(this::call);
    }

    @AfterEach
    void close() throws Exception {
        stopped = true;
        load.join();
        worker.close();
        server.close();
        hook.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
        notifications.add(body);
    }

    private void call() {
        while (!stopped) {
            Http.get(worker.address() + "/rates/USD");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void delay(int millis) {
        assertThat(Http.send("POST", worker.address() + "/delay?millis=" + millis)
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode await(String status) throws Exception {
        JsonNode body = notifications.poll(4, TimeUnit.MINUTES);
        assertThat(body).as("a notification that the alert is " + status).isNotNull();
        assertThat(body.path("status").asText()).isEqualTo(status);
        return Objects.requireNonNull(body).path("alerts").path(0);
    }

    private static Instant time(JsonNode alert, String field) {
        return Instant.parse(alert.path(field).asText());
    }

    @Test
    void firesWithinAWindowIsDeliveredByAServerThatWasKilledAndIsResolved() throws Exception {
        delay(700);
        Instant slow = Instant.now();
        load.start();
        JsonNode refused = await("firing");
        answer = 200;
        server = server.killAndStartAgain();
        JsonNode firing = await("firing");
        while (time(firing, "startsAt").isBefore(slow)) {
            firing = await("firing");
        }
        assertThat(time(firing, "startsAt"))
                .isEqualTo(time(refused, "startsAt"))
                .isBetween(slow, slow.plus(WINDOW).plus(ONE_CALL));
        assertSlowTraces(firing.path("generatorURL").asText());

        delay(0);
        Instant fast = Instant.now();
        JsonNode resolved = await("resolved");
        assertThat(time(resolved, "endsAt"))
                .as("the end of the first whole minute of fast calls")
                .isBetween(fast, fast.plus(WINDOW.multipliedBy(2)));
    }

    /** The link of the notification finds the slow calls. */
    private void assertSlowTraces(String link) throws Exception {
        assertThat(link).contains("/search?q=");
        String path = "/api/v1/traces" + link.substring(link.indexOf('?')) + "&limit=100";
        JsonNode traces = JSON.readTree(Http.get(server.viewer() + path).body()).path("traces");
        assertThat(traces).hasSizeGreaterThan(1).allSatisfy(trace -> {
            assertThat(trace.path("rootService").asText()).isEqualTo("alerted-worker");
            assertThat(trace.path("durationNanos").asLong()).isGreaterThan(500_000_000);
        });
    }
}
