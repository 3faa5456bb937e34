// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a connection that send a request and wait for the answer. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable RequestCall enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Connection connection,
            @Advice.Argument(0) @Nullable String subject,
            @Advice.Argument(value = 1, readOnly = false) @Nullable Headers headers,
            @Advice.Argument(2) byte @Nullable [] body) {
        RequestCall call = RequestCall.start(connection, subject, headers);
        if (call != null) {
            headers = call.withContext(connection, headers, body);
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable RequestCall call,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Message answer,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            RequestCall.sent();
            call.end(answer, thrown);
        }
    }
}
