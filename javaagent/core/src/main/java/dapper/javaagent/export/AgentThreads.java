// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import java.util.concurrent.ThreadFactory;

/** Daemon threads that keep no application class loader alive and whose work is never traced. */
public final class AgentThreads implements ThreadFactory {
    private final String name;

    public AgentThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(
                new Runnable() {
                    @Override
                    public void run() {
                        Current.set(UnsampledContext.SUPPRESSED);
                        work.run();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
