// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import okhttp3.Callback;
import org.jspecify.annotations.Nullable;

/** Woven into the task of an asynchronous call: the call is the context of the client's thread meanwhile. */
final class RunAdvice {
    private RunAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable TraceContext enter(@Advice.FieldValue("responseCallback") Callback callback) {
        return CallingCallback.enter(callback);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("responseCallback") Callback callback, @Advice.Enter @Nullable TraceContext before) {
        CallingCallback.leave(callback, before);
    }
}
