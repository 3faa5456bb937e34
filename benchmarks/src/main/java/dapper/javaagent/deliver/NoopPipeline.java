// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Limits;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.MetricsSource;
import dapper.javaagent.export.SpanExporter;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;
import org.jspecify.annotations.Nullable;

/** The agent's real queue and export loop, with an exporter that does nothing. */
public final class NoopPipeline {
    private final SpanQueue queue;
    private final ExportLoop loop;

    private NoopPipeline(AgentConfig config, HeadSampler sampler) {
        this.queue = new SpanQueue(config.queue());
        AgentFacts facts = new AgentFacts(config, queue, sampler);
        Tracer.watch(facts.unfinished.openSpans());
        this.loop = new ExportLoop(queue, config.queue(), NoopExporter::new, facts);
    }

    public static NoopPipeline start(boolean keep) {
        return start(new Fixed(keep));
    }

    /** Starts with the agent's default sampler. */
    public static NoopPipeline startAdaptive() {
        HeadSampler sampler =
                Samplers.create(AgentConfig.load("otel.traces.sampler=adaptive"), NoopPipeline.class.getClassLoader());
        sampler.start();
        return start(sampler);
    }

    private static NoopPipeline start(HeadSampler sampler) {
        NoopPipeline pipeline = new NoopPipeline(AgentConfig.load("otel.metrics.exporter=none"), sampler);
        Tracer.install(sampler, pipeline.queue, Limits.DEFAULT);
        new AgentThreads("export").newThread(pipeline.loop).start();
        return pipeline;
    }

    SpanQueue queue() {
        return queue;
    }

    /** Also prints the number of spans that the queue dropped, which matters for the figures. */
    public void stop() {
        loop.flush(1_000);
        loop.stop();
        System.out.println("[" + queue.counts() + "]");
    }

    private static final class NoopExporter implements SpanExporter {
        @Override
        public void add(Span span) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public ExportResult send() {
            return ExportResult.delivered();
        }

        @Override
        public ExportResult report(MetricsSource metrics) {
            return ExportResult.delivered();
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }

    private record Fixed(boolean keep) implements HeadSampler {
        @Override
        public long threshold() {
            return 0;
        }

        @Override
        public void start() {}

        @Override
        public void close() {}

        @Override
        public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
            return keep ? 0 : DROP;
        }

        @Override
        public boolean followsParent() {
            return true;
        }
    }
}
