// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;

/** Woven into the state of a call, which gets the client's copy of the request. */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("requestProducer") HttpAsyncRequestProducer producer,
            @Advice.Argument(0) HttpRequest copy) {
        AsyncCall.copied(producer, copy);
    }
}
