// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.deliver.QueueCounts;

/** The only shutdown hook: delivers the finished spans before the process ends, within a bound. */
final class ShutdownFlush extends Thread {
    private final Recording recording;

    ShutdownFlush(Recording recording) {
        super("dapper-shutdown");
        this.recording = recording;
        setContextClassLoader(null);
    }

    /**
     * Called by the JVM, which starts one hook after the other: a failure here would prevent the application's own
     * hooks.
     */
    @Override
    public synchronized void start() {
        try {
            super.start();
        } catch (OutOfMemoryError noMoreThreads) {
            flush();
        }
    }

    @Override
    public void run() {
        flush();
    }

    private void flush() {
        recording.flushBeforeExit();
        QueueCounts counts = recording.counts();
        if (counts.dropped() > 0 || counts.queued() > 0 || AgentLog.isDebug()) {
            AgentLog.info("spans at exit: " + counts);
        }
        if (AgentLog.isDebug()) {
            AgentLog.debug("instrumentations at exit: " + recording.instrumentations());
        }
    }
}
