// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.report.MetricsSource;
import java.util.Locale;

/**
 * The outcome of all spans so far, for the agent's report. Export thread only.
 *
 * <p>{@code recorded = exported + dropped + queued} holds in each report: all four are read at one moment.
 */
final class SpanMetrics implements MetricsSource {
    private final SpanQueue queue;
    private final UnfinishedSpans unfinished;
    private final Delivery delivery;

    SpanMetrics(SpanQueue queue, UnfinishedSpans unfinished, Delivery delivery) {
        this.queue = queue;
        this.unfinished = unfinished;
        this.delivery = delivery;
    }

    @Override
    public void writeTo(MetricsRequest out) {
        outcomes(queue.counts(), out);
        unfinished(out);
        exports(out);
    }

    private static void outcomes(QueueCounts counts, MetricsRequest out) {
        out.sum("dapper.agent.spans.recorded", "{span}", "Spans that finished: exported, dropped or queued");
        out.point(counts.recorded());
        out.sum("dapper.agent.spans.exported", "{span}", "Spans that the collector acknowledged");
        out.point(counts.exported());
        out.sum("dapper.agent.spans.dropped", "{span}", "Spans that never reached the collector, by reason");
        for (DropReason reason : DropReason.values()) {
            out.point(counts.dropped(reason), "reason", reason.name().toLowerCase(Locale.ROOT));
        }
        out.gauge("dapper.agent.spans.queued", "{span}", "Spans that wait for export or are being sent");
        out.point(counts.queued());
        out.gauge("dapper.agent.spans.queued.size", "By", "Estimated heap bytes of the spans that wait");
        out.point(counts.queuedBytes());
    }

    private void unfinished(MetricsRequest out) {
        out.sum(
                "dapper.agent.spans.unfinished",
                "{span}",
                "Snapshots of spans that were open for too long; also recorded");
        out.point(unfinished.count());
        out.sum(
                "dapper.agent.spans.unwatched",
                "{span}",
                "Spans that started while too many were open: never a snapshot");
        out.point(unfinished.unwatched());
    }

    private void exports(MetricsRequest out) {
        out.sum("dapper.agent.export.attempts", "{request}", "Requests with spans, each retry counted");
        out.point(delivery.attempts());
        out.sum("dapper.agent.export.failures", "{request}", "Requests with spans that the collector did not take");
        out.point(delivery.failures());
    }
}
