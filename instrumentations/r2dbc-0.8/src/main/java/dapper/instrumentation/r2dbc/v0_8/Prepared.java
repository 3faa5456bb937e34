// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.CallbackContext;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.bootstrap.db.sql.BatchTexts;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * A statement as it was when the application called {@code execute}. Each subscription to its results is one call: of
 * the context of the subscription, or if that has none, of the context in which {@code execute} was called.
 */
final class Prepared extends CallbackContext implements Observed.Observer {
    private final Connected connection;
    private final @Nullable String sql;
    private final @Nullable BatchTexts texts;
    private final int rows;

    /** Either a text or several. */
    Prepared(Connected connection, @Nullable String sql, @Nullable BatchTexts texts, int rows) {
        this.connection = connection;
        this.sql = sql;
        this.texts = texts;
        this.rows = rows;
    }

    @Override
    public <T> CoreSubscriber<? super T> observe(CoreSubscriber<? super T> subscriber) {
        Execution started;
        if (Call.hasContext()) {
            started = start();
        } else {
            Object before = begin();
            try {
                started = start();
            } finally {
                TaskRuns.end(before);
            }
        }
        return started == null ? subscriber : new ResultsSubscriber<T>(subscriber, started);
    }

    private @Nullable Execution start() {
        Execution execution = new Execution(connection.target());
        boolean started = sql != null
                ? Execution.CALLS.start(execution, connection.target(), sql, rows)
                : texts != null && Execution.CALLS.start(execution, connection.target(), texts);
        if (!started || !execution.isObserved()) {
            return null;
        }
        connection.executing(execution);
        return execution;
    }
}
