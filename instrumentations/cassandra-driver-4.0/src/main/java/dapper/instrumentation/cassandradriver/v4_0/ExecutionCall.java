// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import com.datastax.oss.driver.internal.core.session.DefaultSession;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.CqlCalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement, or of the request for a further page: begins on the application's thread, and ends on
 * one of the driver's.
 *
 * <p>It ends before the driver completes its result. What ends without that step, such as a cancelled execution, ends
 * with a callback of the result.
 */
public final class ExecutionCall extends Call implements BiConsumer<AsyncResultSet, Throwable> {
    static final String NAME = "cassandra-driver-4.0";
    static final CqlCalls CALLS = new CqlCalls(NAME);

    private static final int INSTRUMENTATION = AdviceErrors.number(NAME);

    /** By the driver's future of the result, to which no call refers. */
    private static final WeakIdentityMap<ExecutionCall> RUNNING = new WeakIdentityMap<>();

    /** A caller may cancel while the answer arrives: one thread describes the end. */
    private final AtomicBoolean ended = new AtomicBoolean();

    private ExecutionCall() {}

    /** @return null if there is nothing to do */
    public static @Nullable ExecutionCall start(
            Statement<?> statement, DefaultSession session, InternalDriverContext context) {
        ExecutionCall call = new ExecutionCall();
        if (!CALLS.start(call)) {
            return null;
        }
        try {
            if (call.isObserved()) {
                Statements.describe(call, statement, session, context);
            }
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        return call;
    }

    /**
     * Called on the thread that started the call.
     *
     * @param stage the driver's future of the result, null if the driver has thrown
     */
    public void sent(@Nullable CompletionStage<AsyncResultSet> stage, @Nullable Throwable thrown) {
        if (stage == null) {
            CALLS.end(this, thrown);
        } else if (isObserved()) {
            RUNNING.put(stage, this);
            stage.whenComplete(this);
            if (stage.toCompletableFuture().isDone()) {
                RUNNING.remove(stage); // it may have been completed before the call was put there
            }
        }
    }

    /** Called before the result is completed. */
    public static void answered(CompletableFuture<AsyncResultSet> result, ExecutionInfo info) {
        ExecutionCall call = RUNNING.remove(result);
        if (call != null && call.ends()) {
            call.end(info);
        }
    }

    /** The same for a failure. */
    public static void failed(
            CompletableFuture<AsyncResultSet> result,
            Throwable thrown,
            @Nullable Node node,
            AtomicInteger speculativeExecutions) {
        ExecutionCall call = RUNNING.remove(result);
        if (call != null && call.ends()) {
            try {
                call.coordinator(node);
                CALLS.speculativeExecutions(call, speculativeExecutions.get());
            } finally {
                CALLS.end(call, thrown);
            }
        }
    }

    @Override
    public void accept(@Nullable AsyncResultSet result, @Nullable Throwable thrown) {
        try {
            if (!ends()) {
                return;
            }
            if (result != null) {
                end(result.getExecutionInfo());
            } else {
                Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                CALLS.end(this, cause == null ? thrown : cause);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    private boolean ends() {
        return ended.compareAndSet(false, true);
    }

    private void end(ExecutionInfo info) {
        try {
            coordinator(info.getCoordinator());
            CALLS.speculativeExecutions(this, info.getSpeculativeExecutionCount());
        } finally {
            CALLS.end(this, null);
        }
    }

    private void coordinator(@Nullable Node node) {
        if (node != null && isObserved()) {
            Nodes.describe(this, node);
        }
    }
}
