// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Woven into {@code doExecute}: the call is the context of the thread until it returns. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.Argument(0) @Nullable HttpHost target, @Advice.Argument(1) HttpRequest request) {
        return Calls.start(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable HttpResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Calls.end(call, response, thrown);
        }
    }
}
