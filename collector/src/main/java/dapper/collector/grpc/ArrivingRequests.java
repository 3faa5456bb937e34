// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Admission;
import dapper.server.SlowClients;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All calls whose requests are arriving at this moment. A dedicated thread begins each look for slow ones. The look itself
 * waits behind the requests that have arrived, for a thread of calls: no request is slow because the collector is busy.
 */
final class ArrivingRequests extends ServerStreamTracer.Factory {
    private final Admission admission;
    private final SlowClients slow;
    private final Executor calls;
    private final Set<ArrivingRequest> arriving = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch;

    /** @param calls serves the calls in the order of their arrival */
    ArrivingRequests(Admission admission, SlowClients slow, Executor calls) {
        this.admission = admission;
        this.slow = slow;
        this.calls = calls;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dapper-otlp-grpc-watch");
            thread.setDaemon(true);
            return thread;
        });
        long pause = slow.pause().toMillis();
        watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        CompletableFuture.runAsync(() -> arriving.forEach(request -> request.check(slow)), calls)
                .join();
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String ignoredMethod, Metadata ignoredHeaders) {
        Registered request = new Registered();
        arriving.add(request.arriving);
        return request.arriving;
    }

    void stop() {
        watch.shutdownNow();
    }

    /** Lets a request remove itself from the set that contains it. */
    private final class Registered {
        private final ArrivingRequest arriving = new ArrivingRequest(admission.open(), this::leave);

        private void leave() {
            ArrivingRequests.this.arriving.remove(arriving);
        }
    }
}
