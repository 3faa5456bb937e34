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
    void everyCallIsCountedOnce() throws Exception {
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
        awaitCalls();
        assertThat(outcome("front", "operation=GET%20/products")).isEqualTo(products + " calls, 0 errors");
        assertThat(outcome("front", "operation=GET%20/reports/unfinished"))
                .isEqualTo(reports + " calls, " + reports + " errors");
        assertThat(outcome("front", "kind=http.client")).isEqualTo(products + " calls, 0 errors");
        assertThat(outcome("inventory", "")).isEqualTo(products + " calls, 0 errors");
    }

    private App startFront() {
        return App.start(
                jdk,
                "front",
                App.withAgent(),
                environment("counted-front"),
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
    private void awaitCalls() {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!outcome("front", "").startsWith(products + reports + " calls") && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    private String outcome(String service, String parameters) {
        String url = server.viewer() + "/api/v1/services/counted-" + service + "/metrics?step=60s&start=" + start
                + "&end=" + (Instant.now().getEpochSecond() + 60) + (parameters.isEmpty() ? "" : "&" + parameters);
        try {
            HttpResponse<String> answer = Http.get(url);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode metrics = JSON.readTree(answer.body());
            return sum(metrics.path("calls")) + " calls, " + sum(metrics.path("errors")) + " errors"
                    + (metrics.path("estimated").asBoolean() ? " by estimate" : "");
        } catch (JsonProcessingException e) {
            throw new AssertionError(url, e);
        }
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asLong();
        }
        return sum;
    }
}
