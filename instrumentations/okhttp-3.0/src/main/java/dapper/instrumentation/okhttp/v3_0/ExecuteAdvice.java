// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Woven into {@code execute}: the call is the context of the thread until it returns. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.This okhttp3.Call okHttpCall) {
        return OkHttpCalls.start(okHttpCall);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This okhttp3.Call okHttpCall,
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable Response response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            OkHttpCalls.end(call, okHttpCall, response, thrown);
        }
    }
}
