// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The span ledger as Prometheus metrics, all read at one moment, so that its equation holds in every scrape. */
final class SpanLedgerMetrics implements MultiCollector {
    private final SpanLedger ledger;

    SpanLedgerMetrics(SpanLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public MetricSnapshots collect() {
        SpanLedger.Balance balance = ledger.balance();
        CounterSnapshot.Builder rejected = counter("rejected", "Spans that break a rule, by reason.");
        balance.rejected().forEach((reason, spans) -> rejected.dataPoint(point(reason.label(), spans)));
        CounterSnapshot.Builder failed = counter("failed", "Spans that storage did not take, by reason.");
        balance.failed().forEach((reason, spans) -> failed.dataPoint(point(reason.label(), spans)));
        return MetricSnapshots.of(
                single(
                        "received",
                        "Spans decoded. = written + sampled_out + rejected + failed + in flight",
                        balance.received()),
                single("written", "Spans that storage has confirmed.", balance.written()),
                single("sampled_out", "Spans removed by the sampling coefficient.", balance.sampledOut()),
                rejected.build(),
                failed.build(),
                GaugeSnapshot.builder()
                        .name("dapper_collector_spans_in_flight")
                        .help("Spans that wait for storage.")
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value((double) balance.inFlight())
                                .build())
                        .build());
    }

    private static CounterSnapshot single(String what, String help, long spans) {
        return counter(what, help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) spans).build())
                .build();
    }

    private static CounterSnapshot.Builder counter(String what, String help) {
        return CounterSnapshot.builder().name("dapper_collector_spans_" + what).help(help);
    }

    private static CounterDataPointSnapshot point(String reason, long spans) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of("reason", reason))
                .value((double) spans)
                .build();
    }
}
