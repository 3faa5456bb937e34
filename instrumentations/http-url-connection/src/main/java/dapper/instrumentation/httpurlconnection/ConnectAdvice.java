// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import dapper.bootstrap.call.Call;
import dapper.instrumentation.httpurlconnection.boot.ConnectionCalls;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code connect} and {@code getOutputStream}, which connects: the last chance to write headers. */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.This HttpURLConnection connection,
            @Advice.FieldValue("connected") boolean connected,
            @Advice.FieldValue("responseCode") int status) {
        return ConnectionCalls.enter(connection, connected || status > 0);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.This HttpURLConnection connection,
            @Advice.FieldValue("responseCode") int status,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            ConnectionCalls.exit(call, connection, status, false, thrown);
        }
    }
}
