// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.config.RemoteSamplingConfig;
import dapper.javaagent.export.AgentThreads;
import org.jspecify.annotations.Nullable;

/** Follows a remote strategy; one thread polls for it, and the last response stays in force. */
final class RemoteSampler implements HeadSampler {
    private final boolean followsParent;
    private final StrategyPoller poller;
    private final Thread thread;
    private volatile HeadSampler strategy;

    RemoteSampler(RemoteSamplingConfig config, StrategySource.Factory source, boolean followsParent) {
        this.followsParent = followsParent;
        this.strategy = new ThresholdSampler(config.initialRatio(), followsParent);
        this.poller = new StrategyPoller(this, source, config.pollingIntervalMillis());
        this.thread = new AgentThreads("dapper-strategies").newThread(poller);
    }

    /** Called by the poller only. */
    void use(HeadSampler next) {
        HeadSampler previous = strategy;
        next.start();
        strategy = next;
        previous.close();
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        return strategy.sample(randomness, kind, name, path);
    }

    @Override
    public boolean followsParent() {
        return followsParent;
    }

    @Override
    public long threshold() {
        return strategy.threshold();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        poller.stop();
        thread.interrupt();
        strategy.close();
    }
}
