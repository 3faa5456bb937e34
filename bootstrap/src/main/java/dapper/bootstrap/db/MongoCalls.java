// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.JoinedTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a driver of MongoDB, one for each command that it sends. They may end on any thread. Nothing here throws.
 */
public final class MongoCalls {
    private static final int USUAL_ATTRIBUTES = 7;

    /** Command and collection. */
    private static final JoinedTexts NAMES = new JoinedTexts(" ");

    private final int instrumentation;

    /** @param instrumentation its name */
    public MongoCalls(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    /**
     * Starts a call of the running thread, whose context stays.
     *
     * @param call a new object
     * @param command its name
     * @param collection null for a command that has none
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(
            Call call,
            String command,
            @Nullable String collection,
            @Nullable String database,
            @Nullable String host,
            int port) {
        String name = collection == null ? command : NAMES.of(command, collection);
        if (!call.begin(CallKind.DATABASE, name, name)) {
            return false;
        }
        try {
            if (call.isObserved()) {
                Span span = call.span();
                if (span != null) {
                    span.reserve(USUAL_ATTRIBUTES);
                }
                DbSpans.describe(call, new ConnectionInfo(DatabaseSystem.MONGODB, database, host, port));
                DbSpans.command(call, command, collection, name);
            }
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, instrumentation);
        }
        return true;
    }

    /**
     * Ends a call. It has failed if there is a code or an exception.
     *
     * @param code of the error that the server replied; null for none
     */
    public void end(Call call, @Nullable Integer code, @Nullable Throwable thrown) {
        String error = null;
        try {
            if ((code != null || thrown != null) && call.isObserved()) {
                String status = code == null ? null : code.toString();
                error = status == null && thrown != null ? thrown.getClass().getName() : status;
                fail(call.span(), status, thrown);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }

    private static void fail(@Nullable Span span, @Nullable String status, @Nullable Throwable thrown) {
        if (span != null && thrown != null) {
            DbSpans.fail(span, thrown, status);
        } else if (span != null && status != null) {
            span.set(DbAttributes.RESPONSE_STATUS_CODE, status);
            span.error(status);
        }
    }
}
