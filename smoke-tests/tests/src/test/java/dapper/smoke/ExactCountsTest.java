// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One trace of 1,024 is recorded, the application is restarted, the collector is killed, and each call is counted once.
 * {@code -Ddapper.smoke.calls=100000} makes more of them.
 */
@Tag("once")
class ExactCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;
    /** Of three parts: before the restart, while the collector is killed, and after that. */
    private static final int CALLS = Integer.getInteger("dapper.smoke.calls", 12_000) / 3;
    /** Of the front that records each. */
    private static final int RECORDED = 900;
    /** One of so many calls fails. */
    private static final int FAILING = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Jdk jdk = Jdk.ofThisBuild();
    private final long start = Instant.now().getEpochSecond() - 60;
    private AllInOne server;
    private App worker;
    private App inventory;
    private App front;
    private int products;
    private int reports;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        server = AllInOne.start(data.resolve("cassandra"));
        worker = App.start(jdk, "worker", App.withAgent(), environment("counted-worker"));
        inventory = App.start(
                jdk, "inventory", App.withAgent(), environment("counted-inventory"), "--worker=" + worker.address());
        front = startFront();
    }

    @AfterEach
    void close() {
        Stream.of(front, inventory, worker).forEach(App::close);
        server.close();
        threads.shutdownNow();
    }

    @Test
    void everyCallIsCountedOnceAndQuantilesAreThoseOfAllCalls() throws Exception {
        send(CALLS, new CountDownLatch(0));
        front.program().terminate();
        front = startFront();

        CountDownLatch half = new CountDownLatch(CALLS / 2);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> send(CALLS, half), threads);
        half.await();
        server = server.killAndStartAgain();
        load.join();
        send(CALLS, new CountDownLatch(0));

        // The last interval is reported at the end of the application.
        for (App app : new App[] {front, inventory}) {
            app.program().terminate();
        }
        awaitCalls("counted-front", products + reports);
        assertThat(outcome("counted-front", "operation=GET%20/products")).isEqualTo(products + " calls, 0 errors");
        assertThat(outcome("counted-front", "operation=GET%20/reports/unfinished"))
                .isEqualTo(reports + " calls, " + reports + " errors");
        assertThat(outcome("counted-front", "kind=http.client")).isEqualTo(products + " calls, 0 errors");
        assertThat(outcome("counted-inventory", "")).isEqualTo(products + " calls, 0 errors");
        assertQuantiles();
    }

    /** Compares with the durations of recorded traces, of a front that records each. */
    private void assertQuantiles() throws Exception {
        Map<String, String> environment = environment("recorded-front");
        environment.put("OTEL_TRACES_SAMPLER_ARG", "1");
        front = startFront(environment);
        send(RECORDED, new CountDownLatch(0));
        front.program().terminate();
        double[] durations = new double[0];
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (durations.length < RECORDED && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(200_000_000);
            durations =
                    json("/api/v1/traces?service=recorded-front&limit=1000&start=" + start)
                            .findValues("traces")
                            .stream()
                            .flatMap(traces -> StreamSupport.stream(traces.spliterator(), false))
                            .mapToDouble(trace -> trace.path("durationNanos").asDouble())
                            .sorted()
                            .toArray();
        }
        assertThat(durations).hasSize(RECORDED);
        awaitCalls("recorded-front", RECORDED);
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            JsonNode quantile = json("/api/v1/services/recorded-front/metrics?step=3600s&" + untilNextMinute())
                    .path("p" + Math.round(share * 100) + "Nanos");
            double counted = StreamSupport.stream(quantile.spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .max()
                    .orElseThrow();
            int rank = (int) (share * RECORDED);
            assertThat(counted)
                    .as("quantile %s", share)
                    .isBetween(durations[rank - 1] * 0.95, durations[Math.min(rank + 1, RECORDED - 1)] * 1.05);
        }
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = Http.get(server.viewer() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path, e);
        }
    }

    private App startFront() {
        return startFront(environment("counted-front"));
    }

    private App startFront(Map<String, String> environment) {
        return App.start(
                jdk,
                "front",
                App.withAgent(),
                environment,
                "--worker=" + worker.address(),
                "--inventory=" + inventory.address());
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>(server.environment(service));
        environment.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
        environment.put("OTEL_TRACES_SAMPLER_ARG", Double.toString(1 / 1_024.0));
        environment.put("DAPPER_SHUTDOWN_TIMEOUT", "60s");
        return environment;
    }

    private void send(int calls, CountDownLatch sent) {
        int failing = calls / FAILING;
        CompletableFuture<?>[] senders = IntStream.range(0, THREADS)
                .mapToObj(first -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = first; i < calls; i += THREADS) {
                                boolean fails = i < failing * FAILING && i % FAILING == 0;
                                Http.get(front.address() + (fails ? "/reports/unfinished" : "/products"));
                                sent.countDown();
                            }
                        },
                        threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(senders).join();
        products += calls - failing;
        reports += failing;
    }

    /** Waits until as many calls are counted as were sent, or until it is clear that they never will be. */
    private void awaitCalls(String service, long calls) {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!outcome(service, "").startsWith(calls + " calls") && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    private String outcome(String service, String parameters) {
        JsonNode metrics = json("/api/v1/services/" + service + "/metrics?step=60s&" + untilNextMinute()
                + (parameters.isEmpty() ? "" : "&" + parameters));
        return sum(metrics.path("calls")) + " calls, " + sum(metrics.path("errors")) + " errors"
                + (metrics.path("estimated").asBoolean() ? " by estimate" : "");
    }

    /** The minute that has begun counts as soon as half of it is in the range. */
    private String untilNextMinute() {
        return "start=" + start + "&end=" + (Instant.now().getEpochSecond() + 60);
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asLong();
        }
        return sum;
    }
}
