// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.QueueConfig;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.SpanExporter;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;
import org.jspecify.annotations.Nullable;

/** The agent's real queue and export loop, with an exporter that does nothing. */
public final class NoopPipeline {
    private final SpanQueue queue;
    private final ExportLoop loop;

    private NoopPipeline(QueueConfig config) {
        this.queue = new SpanQueue(config);
        this.loop = new ExportLoop(queue, config, NoopExporter::new);
    }

    public static NoopPipeline start(boolean keep) {
        return start(new Fixed(keep));
    }

    /** With the sampler that is the agent's default. */
    public static NoopPipeline startAdaptive() {
        HeadSampler sampler = Samplers.create(
                AgentConfig.load("otel.traces.sampler=adaptive"), NoopPipeline.class.getClassLoader());
        sampler.start();
        return start(sampler);
    }

    private static NoopPipeline start(Sampler sampler) {
        NoopPipeline pipeline = new NoopPipeline(AgentConfig.load(null).queue());
        Tracer.install(sampler, pipeline.queue, Limits.DEFAULT);
        new AgentThreads("export").newThread(pipeline.loop).start();
        return pipeline;
    }

    SpanQueue queue() {
        return queue;
    }

    /** Also says how much the queue had to drop, which a reader of the figures should know. */
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
        public void clear() {}

        @Override
        public void close() {}
    }

    private record Fixed(boolean keep) implements Sampler {
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
