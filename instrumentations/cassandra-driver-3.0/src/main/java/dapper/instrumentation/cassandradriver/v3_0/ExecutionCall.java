// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.Statement;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.Uninterruptibles;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.CqlCalls;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement, or of the request for a further page: begins on the application's thread, and ends on
 * one of the driver's. It is the first listener of the future of its result, and runs itself there.
 */
public final class ExecutionCall extends Call implements Runnable, Executor {
    static final String NAME = "cassandra-driver-3.0";
    static final CqlCalls CALLS = new CqlCalls(NAME);

    private static final int INSTRUMENTATION = AdviceErrors.number(NAME);

    private @Nullable Session session;
    private @Nullable ListenableFuture<ResultSet> result;

    private ExecutionCall() {}

    /** @return null if there is nothing to do */
    public static @Nullable ExecutionCall start() {
        ExecutionCall call = new ExecutionCall();
        return CALLS.start(call) ? call : null;
    }

    /**
     * Called on the thread that started the call, once the driver has accepted the statement.
     *
     * @param future of the result, null if the driver has thrown
     */
    public void sent(
            Session session,
            Statement statement,
            @Nullable ListenableFuture<ResultSet> future,
            @Nullable Throwable thrown) {
        describe(session, statement, future != null && !isChained(future));
        if (future == null || thrown != null) {
            CALLS.end(this, thrown);
        } else if (isObserved()) {
            this.session = session;
            this.result = future;
            future.addListener(this, this);
        }
    }

    /** In a session that is not initialized yet, the driver builds its request later. */
    private static boolean isChained(ListenableFuture<ResultSet> future) {
        return future.getClass().getName().endsWith("ChainedResultSetFuture");
    }

    private void describe(Session session, Statement statement, boolean isBuilt) {
        try {
            if (isObserved()) {
                Statements.describe(this, session, statement, isBuilt);
            }
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    public void execute(Runnable listener) {
        listener.run();
    }

    @Override
    public void run() {
        Throwable thrown = null;
        try {
            thrown = describeEnd();
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        } finally {
            CALLS.end(this, thrown);
        }
    }

    /** @return the exception of a call that has failed */
    private @Nullable Throwable describeEnd() {
        ListenableFuture<ResultSet> future = result;
        Session of = session;
        if (future == null || of == null || future.isCancelled()) {
            return null;
        }
        try {
            Coordinators.describe(
                    this, Uninterruptibles.getUninterruptibly(future).getExecutionInfo());
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            Coordinators.describe(this, cause, of);
            return cause;
        }
    }
}
