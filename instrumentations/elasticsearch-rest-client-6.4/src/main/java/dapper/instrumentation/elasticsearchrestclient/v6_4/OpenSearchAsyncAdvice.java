// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.Request;
import org.opensearch.client.ResponseListener;

/** Woven into {@code performRequestAsync}; decorates the listener that the application passed to the client. */
final class OpenSearchAsyncAdvice {
    private OpenSearchAsyncAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable CallingOpenSearchListener enter(
            @Advice.Argument(0) Request request,
            @Advice.Argument(value = 1, readOnly = false) ResponseListener listener,
            @Advice.Local("before") @Nullable TraceContext before) {
        CallingOpenSearchListener calling = OpenSearchCalls.start(request, listener);
        if (calling != null) {
            listener = calling;
            before = calling.enterOwn();
        }
        return calling;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable CallingOpenSearchListener calling,
            @Advice.Local("before") @Nullable TraceContext before,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (calling != null) {
            calling.leaveOwn(before);
            if (thrown != null) {
                OpenSearchCalls.end(calling, null, thrown);
            }
        }
    }
}
