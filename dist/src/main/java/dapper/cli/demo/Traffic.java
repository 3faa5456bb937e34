// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Customers of the shop: a steady rate of mixed requests, sent by one thread, with a bound on the requests in flight;
 * beyond it a request is skipped, so a slow shop is not overloaded.
 */
public final class Traffic implements AutoCloseable {
    private static final int MAX_IN_FLIGHT = 16;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dapper-demo-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final Deque<Visit> coming = new ArrayDeque<>();
    private final Random random = new Random();
    private final String front;

    private Traffic(String front) {
        this.front = front;
    }

    /** @param perSecond requests per second, more than 0 */
    public static Traffic start(String front, double perSecond) {
        Traffic traffic = new Traffic(front);
        long periodMicros = Math.round(1e6 / perSecond);
        traffic.clock.scheduleAtFixedRate(traffic::visit, 0, periodMicros, TimeUnit.MICROSECONDS);
        return traffic;
    }

    private void visit() {
        if (coming.isEmpty()) {
            List<Visit> round = new ArrayList<>(Visit.round());
            Collections.shuffle(round, random);
            coming.addAll(round);
        }
        Visit visit = coming.remove();
        if (inFlight.tryAcquire()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(front + visit.path()))
                    .method(visit.method(), BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(10))
                    .build();
            http.sendAsync(request, BodyHandlers.discarding()).whenComplete((response, failure) -> inFlight.release());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
