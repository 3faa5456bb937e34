// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import dapper.bootstrap.call.Call;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a connection that each message passes. */
final class PublishAdvice {
    private PublishAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Connection connection,
            @Advice.Argument(0) @Nullable String subject,
            @Advice.Argument(value = 2, readOnly = false) @Nullable Headers headers,
            @Advice.Argument(3) byte @Nullable [] body) {
        if (subject == null || !Publications.isTraced(subject)) {
            return null;
        }
        Call call = Publications.start(connection, subject, headers);
        headers = Publications.withContext(call, connection, headers, body);
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Publications.end(call, thrown);
        }
    }
}
