// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.call.CallListener;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.EndedCall;
import dapper.javaagent.config.AgentConfig;
import org.jspecify.annotations.Nullable;

/**
 * The listener that counts calls, from the first one on. Only this class is loaded before main: the table is made for
 * the first call or by the export thread, and if metrics are off, the listener removes itself then.
 */
public final class CallMetrics implements CallListener {
    private final AgentConfig config;
    private volatile @Nullable SeriesTable table;

    public CallMetrics(AgentConfig config) {
        this.config = config;
    }

    @Override
    public void ended(EndedCall call, long nanos, int status, @Nullable String error) {
        SeriesTable table = this.table;
        if (table == null) {
            table = open();
        }
        if (table != null) {
            table.add(call, nanos, status, error);
        }
    }

    /** Returns null if metrics are off. */
    synchronized @Nullable SeriesTable open() {
        if (table == null && config.metrics().isExported()) {
            table = new SeriesTable(config.metrics().cardinalityLimit());
        } else if (table == null) {
            stop();
        }
        return table;
    }

    /** Calls are not counted any more. */
    void stop() {
        if (CallListening.listener() == this) {
            CallListening.listen(null);
        }
    }
}
