// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * Woven into the methods that give a request to a connection, on the connection's thread: once per redirect and retry,
 * with the client's copy.
 */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("requestProducer") HttpAsyncRequestProducer producer,
            @Advice.Return @Nullable HttpRequest request) {
        if (request != null) {
            AsyncCall.writeHeaders(producer, request);
        }
    }
}
