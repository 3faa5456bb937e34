// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.PeerServices;
import dapper.bootstrap.http.CapturedHeaders;
import dapper.bootstrap.http.UrlTemplate;
import dapper.bootstrap.logging.LogEvents;
import dapper.bootstrap.logging.LogIds;
import dapper.bootstrap.propagation.Propagation;
import dapper.javaagent.calls.CallMetrics;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.ExporterKind;
import dapper.javaagent.config.LogIdNames;
import dapper.javaagent.deliver.ExportLoop;
import dapper.javaagent.deliver.QueueCounts;
import dapper.javaagent.deliver.SpanQueue;
import dapper.javaagent.deliver.UnfinishedSpans;
import dapper.javaagent.export.AgentThreads;
import dapper.javaagent.sample.HeadSampler;
import dapper.javaagent.sample.Samplers;
import dapper.javaagent.weave.InstrumentationState;
import dapper.javaagent.weave.Instrumentations;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recording half of the agent, as premain starts it. Spans are accepted from the moment {@link #install} returns;
 * slow work (resource, connection) happens on the export thread while they wait in the queue.
 */
final class Recording implements AutoCloseable {
    private final AgentConfig config;
    private final HeadSampler sampler;
    private final SpanQueue queue;
    private final UnfinishedSpans unfinished;
    private final CallMetrics calls;
    private final ExportSetup setup;
    private final ExportLoop loop;
    private final Thread thread;
    private final ShutdownFlush shutdownFlush = new ShutdownFlush(this);

    private Recording(AgentConfig config, ClassLoader grpcLoader) {
        this.config = config;
        this.sampler = Samplers.create(config, grpcLoader);
        this.queue = new SpanQueue(config.queue());
        this.unfinished = new UnfinishedSpans(config.queue().unfinishedAfterMillis());
        this.calls = new CallMetrics(config);
        this.setup = new ExportSetup(config, sampler, grpcLoader, calls);
        this.loop = new ExportLoop(queue, unfinished, config, setup);
        this.thread = new AgentThreads("dapper-export").newThread(loop);
    }

    /** Runs both steps together, for a process in which nothing is woven. */
    static Recording start(AgentConfig config) {
        Recording recording = install(config, Recording.class.getClassLoader());
        recording.deliver(null);
        return recording;
    }

    /**
     * Accepts spans from now on. Cheap enough for premain. Call once, and only if {@link AgentConfig#isEnabled()}.
     *
     * @param grpcLoader sees gRPC and the agent
     */
    static Recording install(AgentConfig config, ClassLoader grpcLoader) {
        Propagation.use(config.propagators().formats());
        LogIdNames logs = config.logIdNames();
        LogIds.use(logs.traceId(), logs.spanId(), logs.traceFlags());
        if (!config.logEvents().equals("none")) {
            LogEvents.use(severity(config.logEvents()));
        }
        if (!config.peerServices().isEmpty()) {
            PeerServices.use(config.peerServices());
        }
        if (!config.capturedHeaders().isEmpty()) {
            config.capturedHeaders().forEach(CapturedHeaders::use);
        }
        if (config.urlTemplates()) {
            UrlTemplate.use(true);
        }
        Recording recording = new Recording(config, grpcLoader);
        boolean watches = recording.exports() && recording.unfinished.isOn();
        Tracer.watch(watches ? recording.unfinished.openSpans() : null);
        if (config.exporter() == ExporterKind.OTLP) {
            CallListening.listen(recording.calls);
        }
        Tracer.install(
                recording.sampler, recording.exports() ? recording.queue : new DiscardingSink(), config.limits());
        return recording;
    }

    private static int severity(String level) {
        switch (level) {
            case "error":
                return LogEvents.ERROR;
            case "warn":
                return LogEvents.WARN;
            default:
                return LogEvents.INFO;
        }
    }

    /**
     * Delivers spans from now on, in the background. Cheap too.
     *
     * @param instrumentations their state, for the reports; null for none
     */
    void deliver(@Nullable Instrumentations instrumentations) {
        setup.instrumentations = instrumentations;
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
            CallListening.listen(null);
            throw noMoreThreads;
        }
    }

    private boolean exports() {
        return config.exporter() != ExporterKind.NONE;
    }

    /** The state of every instrumentation so far. */
    List<InstrumentationState> instrumentations() {
        Instrumentations woven = setup.instrumentations;
        return woven == null ? Collections.<InstrumentationState>emptyList() : woven.states();
    }

    /** The outcome of every span so far. */
    QueueCounts counts() {
        return queue.counts();
    }

    /** Snapshots of spans that were open for too long; they are also included in {@link #counts()}. */
    long unfinished() {
        return unfinished.count();
    }

    /**
     * Waits until everything finished before the call has been delivered or given up; returns false if that took too
     * long.
     */
    boolean flush(long timeoutMillis) {
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
        CallListening.listen(null);
        sampler.close();
        loop.stop();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
