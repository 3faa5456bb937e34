// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.export.MetricsSource;
import dapper.javaagent.weave.ModuleState;
import dapper.javaagent.weave.Modules;
import dapper.sampling.Threshold;
import java.util.List;
import java.util.Locale;

/**
 * The agent's metrics about itself; the collector shows them at {@code /agents}. Export thread only.
 *
 * <p>{@code recorded = exported + dropped + queued} holds in each report: all four are read at one moment.
 */
final class AgentMetrics implements MetricsSource {
    private final AgentFacts facts;
    private final Delivery delivery;
    private boolean last;

    AgentMetrics(AgentFacts facts, Delivery delivery) {
        this.facts = facts;
        this.delivery = delivery;
    }

    private static long epochNanos() {
        return System.currentTimeMillis() * 1_000_000;
    }

    /**
     * Marks the next report as the last one. An agent that stops reporting without it was killed, or cannot reach the
     * collector.
     */
    void endsNow() {
        last = true;
    }

    @Override
    public void writeTo(MetricsRequest out) {
        out.time(facts.startEpochNanos, epochNanos());
        out.gauge("dapper.agent.running", "1", "0 in the last report, when the process ends");
        out.point(last ? 0 : 1);
        out.gauge("dapper.agent.report.interval", "s", "Time between two reports, while the collector takes them");
        out.point(facts.config.metrics().intervalMillis() / 1e3);
        spans(facts.queue.counts(), out);
        unfinished(facts.unfinished, out);
        exports(out);
        sampling(out);
        Modules modules = facts.modules;
        if (modules != null) {
            modules(modules.modules(), out);
            out.sum(
                    "dapper.agent.classfiles.read",
                    "{class}",
                    "Class files that class loaders were asked for, to match and to weave classes");
            out.point(modules.classFilesRead());
        }
    }

    private static void spans(QueueCounts counts, MetricsRequest out) {
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

    private static void unfinished(UnfinishedSpans spans, MetricsRequest out) {
        out.sum(
                "dapper.agent.spans.unfinished",
                "{span}",
                "Snapshots of spans that were open for too long; also recorded");
        out.point(spans.count());
        out.sum(
                "dapper.agent.spans.unwatched",
                "{span}",
                "Spans that started while too many were open: never a snapshot");
        out.point(spans.unwatched());
    }

    private void exports(MetricsRequest out) {
        out.sum("dapper.agent.export.attempts", "{request}", "Requests with spans, each retry counted");
        out.point(delivery.attempts());
        out.sum("dapper.agent.export.failures", "{request}", "Requests with spans that the collector did not take");
        out.point(delivery.failures());
    }

    private void sampling(MetricsRequest out) {
        String sampler = facts.config.sampler().toString();
        long threshold = facts.sampler.threshold();
        out.gauge("dapper.agent.sampling.threshold", "1", "T in force for new traces, 0 to 2^56; 2^56 keeps none");
        out.point(threshold, "sampler", sampler);
        out.gauge("dapper.agent.sampling.probability", "1", "Share of new traces that is recorded, from T");
        out.point(Threshold.probability(threshold), "sampler", sampler);
    }

    private static void modules(List<ModuleState> modules, MetricsRequest out) {
        if (modules.isEmpty()) {
            return;
        }
        out.sum("dapper.agent.advice.errors", "{error}", "Exceptions of our own that woven code caught, by module");
        for (ModuleState module : modules) {
            out.point(module.errors(), "module", module.name());
        }
        out.gauge("dapper.agent.modules", "{class}", "Classes that each module is woven into, with its state");
        for (ModuleState module : modules) {
            out.point(
                    module.wovenClasses(),
                    "module",
                    module.name(),
                    "state",
                    module.state().toString(),
                    "reason",
                    module.reason());
        }
    }
}
