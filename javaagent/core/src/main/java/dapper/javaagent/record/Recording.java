// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Propagation;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.ExporterKind;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;

/**
 * The recording half of the agent, as premain starts it. Spans are taken from the moment {@link #start} returns; what is
 * slow (resource, connection) happens on the export thread while they wait in the queue.
 */
public final class Recording implements AutoCloseable {
    private final AgentConfig config;
    private final HeadSampler sampler;
    private final SpanQueue queue;
    private final ExportLoop loop;
    private final Thread thread;
    private final ShutdownFlush shutdownFlush = new ShutdownFlush(this);

    private Recording(AgentConfig config) {
        this.config = config;
        this.sampler = Samplers.create(config.sampler());
        this.queue = new SpanQueue(config.queue());
        this.loop = new ExportLoop(queue, config.queue(), new ConfiguredExporters(config));
        this.thread = new AgentThreads("dapper-export").newThread(loop);
    }

    /** Cheap: for premain. Call once, and only if {@link AgentConfig#isEnabled()}. */
    public static Recording start(AgentConfig config) {
        Propagation.enable(
                config.propagators().traceContext(), config.propagators().baggage());
        Recording recording = new Recording(config);
        boolean exports = config.exporter() != ExporterKind.NONE;
        Tracer.install(recording.sampler, exports ? recording.queue : new DiscardingSink(), config.limits());
        recording.sampler.start();
        if (exports) {
            recording.thread.start();
            Runtime.getRuntime().addShutdownHook(recording.shutdownFlush);
        }
        return recording;
    }

    /** What became of every span so far. */
    public QueueCounts counts() {
        return queue.counts();
    }

    /** The greatest threshold T in force for new traces: 0 while everything is recorded, 2^56 where nothing is. */
    public long samplingThreshold() {
        return sampler.threshold();
    }

    /** Waits until everything finished before the call has been delivered or given up; false if that took too long. */
    public boolean flush(long timeoutMillis) {
        return !thread.isAlive() || loop.flush(timeoutMillis);
    }

    /** The last flush, from the shutdown hook. The thread stays for spans that other hooks still finish. */
    void flushBeforeExit() {
        long timeout = config.queue().shutdownTimeoutMillis();
        loop.exitWithin(timeout);
        flush(timeout);
    }

    /** Flushes and ends the export thread, within the shutdown timeout. Spans that finish later stay in the queue. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownFlush);
        } catch (IllegalStateException e) {
            // The process exits already, and the hook does the same.
        }
        flushBeforeExit();
        sampler.close();
        loop.stop();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
