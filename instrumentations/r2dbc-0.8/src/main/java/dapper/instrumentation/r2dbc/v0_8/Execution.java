// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.R2dbcCalls;
import dapper.bootstrap.db.url.ConnectionInfo;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the results of a statement, on any threads. It lasts until the driver has emitted all results and
 * the application has read them: drivers report errors to the reader of a result. An application that keeps only the
 * first result cancels the publisher before it reads that result.
 */
final class Execution extends Call {
    static final String NAME = "r2dbc-0.8";
    static final R2dbcCalls CALLS = new R2dbcCalls(NAME);

    private final ConnectionInfo target;

    /** Results that were emitted, and that nobody has begun to read. */
    private int unread;

    /** Readers that have begun and not ended. */
    private int reading;

    private boolean complete;
    private boolean ended;

    Execution(ConnectionInfo target) {
        this.target = target;
    }

    synchronized void emitted() {
        unread++;
    }

    /** No further result follows. */
    synchronized void complete() {
        complete = true;
        endIfRead();
    }

    /** @param first true if nobody has read the result before */
    synchronized void readerBegins(boolean first) {
        reading++;
        if (first) {
            unread--;
        }
    }

    /** @param thrown what the reader got; the exceptions of the application's own functions are not the database's */
    synchronized void readerEnds(@Nullable Throwable thrown) {
        reading--;
        if (thrown instanceof R2dbcException) {
            fail(thrown);
        } else {
            endIfRead();
        }
    }

    /** The connection executes another statement: what is unread will stay so. */
    synchronized void next() {
        if (complete && reading == 0) {
            endNow();
        }
    }

    /** The connection is closed, or goes back to its pool. */
    synchronized void close() {
        if (reading == 0) {
            endNow();
        }
    }

    synchronized void fail(Throwable thrown) {
        if (ended) {
            return;
        }
        ended = true;
        if (thrown instanceof R2dbcException) {
            R2dbcException error = (R2dbcException) thrown;
            CALLS.fail(this, target, thrown, error.getSqlState(), error.getErrorCode());
        } else {
            CALLS.fail(this, target, thrown, null, 0);
        }
    }

    private void endIfRead() {
        if (complete && unread == 0 && reading == 0) {
            endNow();
        }
    }

    private void endNow() {
        if (!ended) {
            ended = true;
            end(0, null);
        }
    }
}
