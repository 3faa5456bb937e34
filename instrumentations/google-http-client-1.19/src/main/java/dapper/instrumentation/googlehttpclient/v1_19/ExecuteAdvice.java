// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code execute}: the call is the context of the thread until it returns. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.This HttpRequest request) {
        return GoogleCalls.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable HttpResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            GoogleCalls.end(call, response, thrown);
        }
    }
}
