// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Woven into {@code doExecute}: the call is the context of the thread until it returns. */
final class ExecuteAdvice {
    private ExecuteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable TraceContext enter(
            @Advice.Argument(0) @Nullable HttpHost target,
            @Advice.Argument(1) HttpRequest request,
            @Advice.Local("previous") @Nullable TraceContext previous) {
        TraceContext call = Calls.begin(target, request);
        if (call != null) {
            previous = Current.swap(call);
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable TraceContext call,
            @Advice.Local("previous") @Nullable TraceContext previous,
            @Advice.Return @Nullable HttpResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Calls.end(call, previous, response, thrown);
        }
    }
}
