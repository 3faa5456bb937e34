// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import dapper.instrumentation.httpurlconnection.boot.ConnectionCalls;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** Woven into {@code disconnect}: the response will not be read any more. */
final class DisconnectAdvice {
    private DisconnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpURLConnection connection) {
        ConnectionCalls.disconnected(connection);
    }
}
