// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.bootstrap.Tracer;
import dapper.bootstrap.propagation.Propagation;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.ExporterKind;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;
import dapper.javaagent.weave.ModuleState;
import dapper.javaagent.weave.Modules;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recording half of the agent, as premain starts it. Spans are accepted from the moment {@link #install} returns;
 * slow work (resource, connection) happens on the export thread while they wait in the queue.
 */
public final class Recording implements AutoCloseable {
    private final AgentConfig config;
    private final HeadSampler sampler;
    private final SpanQueue queue;
    private final AgentFacts facts;
    private final ExportLoop loop;
    private final Thread thread;
    private final ShutdownFlush shutdownFlush = new ShutdownFlush(this);

    private Recording(AgentConfig config, ClassLoader grpcLoader) {
        this.config = config;
        this.sampler = Samplers.create(config, grpcLoader);
        this.queue = new SpanQueue(config.queue());
        this.facts = new AgentFacts(config, queue, sampler);
        this.loop = new ExportLoop(queue, config.queue(), new ConfiguredExporters(facts, grpcLoader), facts);
        this.thread = new AgentThreads("dapper-export").newThread(loop);
    }

    /** Runs both steps together, for a process in which nothing is woven. */
    public static Recording start(AgentConfig config) {
        Recording recording = install(config, Recording.class.getClassLoader());
        recording.deliver(null);
        return recording;
    }

    /**
     * Accepts spans from now on. Cheap enough for premain. Call once, and only if {@link AgentConfig#isEnabled()}.
     *
     * @param grpcLoader sees gRPC and the agent
     */
    public static Recording install(AgentConfig config, ClassLoader grpcLoader) {
        Propagation.use(config.propagators().formats());
        Recording recording = new Recording(config, grpcLoader);
        boolean watches = recording.exports() && recording.facts.unfinished.isOn();
        Tracer.watch(watches ? recording.facts.unfinished.openSpans() : null);
        Tracer.install(
                recording.sampler, recording.exports() ? recording.queue : new DiscardingSink(), config.limits());
        return recording;
    }

    /**
     * Delivers spans from now on, in the background. Cheap too.
     *
     * @param modules the state of weaving to report, null for none
     */
    public void deliver(@Nullable Modules modules) {
        facts.modules = modules;
        try {
            sampler.start();
            if (exports()) {
                thread.start();
                Runtime.getRuntime().addShutdownHook(shutdownFlush);
            }
        } catch (OutOfMemoryError noMoreThreads) {
            // Nothing would ever take the spans out of the queue.
            Tracer.install(sampler, new DiscardingSink(), config.limits());
            Tracer.watch(null);
            throw noMoreThreads;
        }
    }

    private boolean exports() {
        return config.exporter() != ExporterKind.NONE;
    }

    /** The state of every module so far. */
    List<ModuleState> modules() {
        Modules modules = facts.modules;
        return modules == null ? Collections.<ModuleState>emptyList() : modules.modules();
    }

    /** The outcome of every span so far. */
    public QueueCounts counts() {
        return queue.counts();
    }

    /** Snapshots of spans that were open for too long; they are also included in {@link #counts()}. */
    long unfinished() {
        return facts.unfinished.count();
    }

    /**
     * Waits until everything finished before the call has been delivered or given up; returns false if that took too
     * long.
     */
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
            // The process is already exiting, and the hook does the same.
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
