// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The session of one process, which shares a real one with others. Its rows have the times of a test's clock. A test may
 * stop the process before a statement, or run something else there.
 */
final class FaultySession {
    private final CqlSession real;
    private final LongSupplier micros;
    private @Nullable String text;
    private Runnable action = () -> {};
    private boolean crashed;

    FaultySession(CqlSession real, LongSupplier micros) {
        this.real = real;
        this.micros = micros;
    }

    /** Runs an action once, before the first statement that contains a text. */
    synchronized void before(String cql, Runnable once) {
        text = cql;
        action = once;
    }

    /** Ends the process before the first statement that contains a text: it sends nothing from then on. */
    void crashBefore(String cql) {
        before(cql, () -> {
            synchronized (this) {
                crashed = true;
            }
        });
    }

    /** Lets the process send again, as after a time without an answer. */
    synchronized void recover() {
        crashed = false;
    }

    CqlSession session() {
        return (CqlSession) Proxy.newProxyInstance(
                FaultySession.class.getClassLoader(), new Class<?>[] {CqlSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("executeAsync") && arguments[0] instanceof BoundStatement statement) {
                        return execute(statement);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private CompletionStage<AsyncResultSet> execute(BoundStatement statement) {
        Runnable first = due(statement.getPreparedStatement().getQuery());
        // On a thread of its own: this one may be the driver's, which must not wait.
        return first == null
                ? send(statement)
                : CompletableFuture.runAsync(first).thenCompose(done -> send(statement));
    }

    private CompletionStage<AsyncResultSet> send(BoundStatement statement) {
        synchronized (this) {
            if (crashed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the process has ended"));
            }
        }
        return real.executeAsync(statement.setQueryTimestamp(micros.getAsLong()));
    }

    private synchronized @Nullable Runnable due(String query) {
        if (text == null || !query.contains(text)) {
            return null;
        }
        text = null;
        return action;
    }
}
