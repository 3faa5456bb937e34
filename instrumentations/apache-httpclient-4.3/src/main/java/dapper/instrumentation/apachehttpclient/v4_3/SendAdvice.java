// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;

/**
 * Woven into the only method that writes a request to a connection: once per redirect and retry, with the client's
 * copy.
 */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) HttpRequest request) {
        Calls.writeHeaders(request);
    }
}
