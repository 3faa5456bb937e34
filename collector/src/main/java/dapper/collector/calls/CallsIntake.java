// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallWriter;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Writes received calls. Safe for use by many threads. In every scrape, the series received are those written, failed and
 * under way; data points that are refused are counted apart.
 */
public final class CallsIntake {
    private final Function<Tenant, CallWriter> storage;
    private final Duration timeout;
    private final Counter refused;
    private final Counter received;
    private final Counter settled;

    /** @param timeout how long storage may be silent before the sender is asked to try again */
    public CallsIntake(Function<Tenant, CallWriter> storage, Duration timeout, PrometheusRegistry registry) {
        this.storage = storage;
        this.timeout = timeout;
        this.refused = Counter.builder()
                .name("dapper_collector_metrics_points_rejected")
                .help("Data points of metrics that are not stored, by reason.")
                .labelNames("reason")
                .register(registry);
        this.received = Counter.builder()
                .name("dapper_collector_call_series_received")
                .help("Series of counted calls that were received, once for each interval.")
                .register(registry);
        this.settled = Counter.builder()
                .name("dapper_collector_call_series_settled")
                .help("Series of counted calls by result: written, or failed so that their sender sends them again.")
                .labelNames("result")
                .register(registry);
    }

    /**
     * Writes all reports of a request.
     *
     * @return completes when they are durable; fails with {@link RefusedException}
     */
    public CompletionStage<CallsReceipt> write(Tenant tenant, ReceivedCalls calls) {
        if (calls.taken() == 0 && calls.cumulative().isEmpty()) {
            return CompletableFuture.completedStage(receipt(calls));
        }
        try {
            CallWriter writer = storage.apply(tenant);
            return calls.cumulative()
                    .compare(writer, calls)
                    .thenCompose(compared -> writeReports(writer, calls))
                    .thenCompose(written -> calls.cumulative().remember(writer))
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(done -> receipt(calls))
                    .exceptionallyCompose(failure -> CompletableFuture.failedStage(refusal(failure)));
        } catch (StorageUnavailableException e) {
            return CompletableFuture.failedStage(refusal(e));
        }
    }

    private CompletionStage<Void> writeReports(CallWriter writer, ReceivedCalls calls) {
        calls.refuseOlderThan(writer.latest());
        List<CallReport> reports = calls.reports();
        long series = calls.taken();
        received.inc(series);
        CompletableFuture<?>[] writes = reports.stream()
                .map(report -> writer.write(report).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(writes);
        all.whenComplete((done, failure) ->
                settled.labelValues(failure == null ? "written" : "failed").inc(series));
        return all;
    }

    private CallsReceipt receipt(ReceivedCalls calls) {
        calls.refused()
                .forEach((refusal, points) ->
                        refused.labelValues(refusal.label()).inc(points));
        return new CallsReceipt(calls.refused());
    }

    private RefusedException refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String what = cause instanceof TimeoutException
                ? "storage has confirmed nothing for " + timeout.toMillis() + " ms"
                : "storage is unavailable (" + cause.getMessage() + ")";
        return new RefusedException(Reason.STORAGE_UNAVAILABLE, what + "; try again later", cause);
    }
}
