// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.Callback;
import org.jspecify.annotations.Nullable;

/** Woven into {@code enqueue}; decorates the callback that the application passed to the client. */
final class EnqueueAdvice {
    private EnqueueAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable CallingCallback enter(
            @Advice.This Call okHttpCall, @Advice.Argument(value = 0, readOnly = false) Callback callback) {
        CallingCallback calling = CallingCallback.start(okHttpCall, callback);
        if (calling != null) {
            callback = calling;
        }
        return calling;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This Call okHttpCall,
            @Advice.Enter @Nullable CallingCallback calling,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (calling != null && thrown != null) {
            OkHttpCalls.end(calling, okHttpCall, null, thrown);
        }
    }
}
