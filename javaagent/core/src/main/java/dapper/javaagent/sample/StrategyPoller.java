// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.config.AgentLog;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread that fetches the sampling strategy, immediately and then at the polling interval. */
final class StrategyPoller implements Runnable {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final RemoteSampler sampler;
    private final StrategySource.Factory sources;
    private final long intervalMillis;
    private volatile boolean stopped;

    private @Nullable StrategySource source;
    private byte @Nullable [] inForce;
    private boolean failing;
    private long spokenAt;

    StrategyPoller(RemoteSampler sampler, StrategySource.Factory sources, long intervalMillis) {
        this.sampler = sampler;
        this.sources = sources;
        this.intervalMillis = intervalMillis;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                poll();
                TimeUnit.MILLISECONDS.sleep(intervalMillis);
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        } finally {
            if (source != null) {
                source.close();
            }
        }
    }

    private void poll() {
        try {
            StrategySource ready = source;
            if (ready == null) {
                ready = sources.connect();
                source = ready;
            }
            accept(ready.fetch());
        } catch (Throwable e) {
            complain(e);
        }
    }

    private void complain(Throwable reason) {
        try {
            failed(reason instanceof IOException ? String.valueOf(reason.getMessage()) : reason.toString());
        } catch (Throwable e) {
            // Not even memory for a line. This thread must live, or the strategy would stay as it is for good.
        }
    }

    private void accept(byte[] answer) throws IOException {
        // An equal response leaves the sampler unchanged: a new one would lose its state.
        if (!Arrays.equals(answer, inForce)) {
            HeadSampler next = StrategyReader.read(answer, sampler.followsParent());
            sampler.use(next);
            inForce = answer;
            AgentLog.debug("the sampling strategy is now " + next);
        }
        if (failing) {
            AgentLog.info("sampling strategies are answered again");
            failing = false;
        }
    }

    private void failed(String message) {
        if (stopped || (failing && System.nanoTime() - spokenAt < QUIET_NANOS)) {
            return;
        }
        AgentLog.warn("cannot ask for the sampling strategy: " + message + "; the last one stays in force");
        failing = true;
        spokenAt = System.nanoTime();
    }
}
