// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.db.sql.BatchTexts;
import dapper.bootstrap.db.sql.SqlText;
import dapper.bootstrap.db.sql.SqlTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** The calls of a driver of R2DBC, which may end on any thread. Nothing here throws. */
public final class R2dbcCalls {
    private static final int USUAL_ATTRIBUTES = 8;

    private final int instrumentation;

    /** @param instrumentation its name */
    public R2dbcCalls(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    /**
     * Starts an execution of a text by the running thread, whose context stays.
     *
     * @param call a new object
     * @param bindings the number of rows of parameters with which the text is executed
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(Call call, ConnectionInfo connection, String sql, int bindings) {
        if (!start(call, connection)) {
            return false;
        }
        try {
            if (call.isObserved()) {
                DbSpans.describe(call, connection);
                SqlText text = SqlTexts.of(sql, connection.system().dialect(), true);
                DbSpans.describe(call, text);
                if (bindings > 1) {
                    DbSpans.batch(call, text.summary(), bindings);
                }
            }
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, instrumentation);
        }
        return true;
    }

    /** As the other, for a batch of texts. */
    public boolean start(Call call, ConnectionInfo connection, BatchTexts texts) {
        if (!start(call, connection)) {
            return false;
        }
        try {
            if (call.isObserved()) {
                DbSpans.describe(call, connection);
                SqlText text = texts.sanitized(connection.system().dialect());
                DbSpans.describe(call, text);
                DbSpans.batch(call, text.summary(), texts.size());
            }
        } catch (Throwable e) {
            // As above.
            AdviceErrors.caught(e, instrumentation);
        }
        return true;
    }

    private static boolean start(Call call, ConnectionInfo connection) {
        String system = connection.system().systemName();
        if (!call.begin(CallKind.DATABASE, system, system)) {
            return false;
        }
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
        }
        return true;
    }

    /**
     * Ends a call that has failed.
     *
     * @param sqlState of the exception, null if it has none
     * @param vendorCode of the exception, 0 if it has none
     */
    public void fail(
            Call call, ConnectionInfo connection, Throwable thrown, @Nullable String sqlState, int vendorCode) {
        String error = null;
        try {
            if (call.isObserved()) {
                String code = StatusCode.of(connection.system().systemName(), sqlState, vendorCode);
                error = code == null ? thrown.getClass().getName() : code;
                Span span = call.span();
                if (span != null) {
                    DbSpans.fail(span, thrown, code);
                }
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }
}
