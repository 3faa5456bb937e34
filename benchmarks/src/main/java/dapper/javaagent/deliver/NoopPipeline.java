// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Limits;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The agent's real queue, emptied by a thread that discards the spans: nothing is encoded or sent. */
public final class NoopPipeline {
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int batchSpans;
    private final SpanQueue queue;
    private final UnfinishedSpans unfinished;
    private volatile boolean stopped;

    private NoopPipeline(AgentConfig config) {
        this.batchSpans = config.queue().maxBatchSpans();
        this.queue = new SpanQueue(config.queue());
        this.unfinished = new UnfinishedSpans(config.queue().unfinishedAfterMillis());
        Tracer.watch(unfinished.openSpans());
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
        NoopPipeline pipeline = new NoopPipeline(AgentConfig.load(null));
        Tracer.install(sampler, pipeline.queue, Limits.DEFAULT);
        new AgentThreads("export").newThread(pipeline::discard).start();
        return pipeline;
    }

    /** Like the export loop: waits for a full batch or a second, then takes batch by batch. */
    private void discard() {
        while (!stopped) {
            queue.await(batchSpans, DELAY_NANOS);
            unfinished.handOverIfDue();
            long weight = discardBatch();
            while (weight > 0) {
                queue.settle(weight, 0, DropReason.REJECTED);
                weight = queue.holds(batchSpans) ? discardBatch() : 0;
            }
        }
    }

    /** Returns the weight of what it took. */
    private long discardBatch() {
        long weight = 0;
        int spans = 0;
        for (@Nullable Span span = queue.poll(); span != null; span = spans < batchSpans ? queue.poll() : null) {
            weight += SpanQueue.weight(span);
            for (; span != null; spans++) {
                span = span.release();
            }
        }
        return weight;
    }

    SpanQueue queue() {
        return queue;
    }

    /** Also prints the number of spans that the queue dropped, which matters for the figures. */
    public void stop() {
        stopped = true;
        queue.wakeUp();
        System.out.println("[" + queue.counts() + "]");
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
