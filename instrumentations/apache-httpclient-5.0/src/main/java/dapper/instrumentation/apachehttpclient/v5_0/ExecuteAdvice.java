// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Woven into {@code doExecute}: the call is the context of the thread until it returns. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.Argument(0) @Nullable HttpHost target, @Advice.Argument(1) ClassicHttpRequest request) {
        return ClassicCalls.start(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable ClassicHttpResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            ClassicCalls.end(call, response, thrown);
        }
    }
}
