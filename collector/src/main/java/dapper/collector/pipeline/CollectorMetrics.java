// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.otlp.decode.LimitTally;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** The metrics of a collector. */
public final class CollectorMetrics {
    private final SpanLedger ledger = new SpanLedger();
    private final Counter requests;
    private final Histogram duration;
    private final Counter limited;

    /** @param registry gets the metrics */
    public CollectorMetrics(Admission admission, PrometheusRegistry registry) {
        this.requests = Counter.builder()
                .name("dapper_collector_requests")
                .help("Requests answered, by transport and result.")
                .labelNames("transport", "result")
                .register(registry);
        this.duration = Histogram.builder()
                .name("dapper_collector_request_duration_seconds")
                .help("From the request's first byte to its answer.")
                .labelNames("transport")
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
        this.limited = Counter.builder()
                .name("dapper_collector_limited")
                .help("Parts of accepted spans that are not stored: beyond a limit, faulty, or unknown to OTLP.")
                .labelNames("what")
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_collector_in_flight_bytes")
                .help("Memory that requests in flight hold.")
                .callback(callback -> callback.call((double) admission.inFlightBytes()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_collector_in_flight_limit_bytes")
                .help("Memory that requests in flight may hold (dapper.collector.max-in-flight-bytes).")
                .callback(callback -> callback.call((double) admission.limitBytes()))
                .register(registry);
        registry.register(new SpanLedgerMetrics(ledger));
    }

    SpanLedger ledger() {
        return ledger;
    }

    void limited(LimitTally tally) {
        limited.labelValues("attribute").inc(tally.droppedAttributes());
        limited.labelValues("event").inc(tally.droppedEvents());
        limited.labelValues("link").inc(tally.droppedLinks());
        limited.labelValues("text").inc(tally.truncatedTexts());
        limited.labelValues("malformed_text").inc(tally.malformedTexts());
        limited.labelValues("unknown_field").inc(tally.unknownFields());
    }

    /** Counts a request that was accepted, whole or in part. */
    void answered(String transport, Acknowledgement receipt, long nanos) {
        answered(transport, result(receipt), nanos);
    }

    /** Counts a request that was refused. */
    void answered(String transport, RefusedException refused, long nanos) {
        answered(transport, result(refused), nanos);
    }

    /** Returns the label value of a result. */
    public static String result(Acknowledgement receipt) {
        return receipt.isPartial() ? "partial" : "ok";
    }

    /** Returns the label value of a result. */
    public static String result(RefusedException refused) {
        return refused.reason().name().toLowerCase(Locale.ROOT);
    }

    private void answered(String transport, String result, long nanos) {
        requests.labelValues(transport, result).inc();
        duration.labelValues(transport).observe(nanos / 1e9);
    }
}
