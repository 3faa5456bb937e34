// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import dapper.instrumentation.httpurlconnection.boot.ConnectionCalls;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** Goes into {@code disconnect}: nobody will ask for the response any more. */
final class DisconnectAdvice {
    private DisconnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpURLConnection connection) {
        ConnectionCalls.disconnected(connection);
    }
}
