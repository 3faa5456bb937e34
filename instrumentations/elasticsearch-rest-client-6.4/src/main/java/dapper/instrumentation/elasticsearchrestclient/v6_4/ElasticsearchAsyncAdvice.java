// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseListener;
import org.jspecify.annotations.Nullable;

/** Woven into {@code performRequestAsync}; decorates the listener that the application passed to the client. */
final class ElasticsearchAsyncAdvice {
    private ElasticsearchAsyncAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable CallingElasticsearchListener enter(
            @Advice.Argument(0) Request request,
            @Advice.Argument(value = 1, readOnly = false) ResponseListener listener,
            @Advice.Local("before") @Nullable TraceContext before) {
        CallingElasticsearchListener calling = ElasticsearchCalls.start(request, listener);
        if (calling != null) {
            listener = calling;
            before = calling.enterOwn();
        }
        return calling;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable CallingElasticsearchListener calling,
            @Advice.Local("before") @Nullable TraceContext before,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (calling != null) {
            calling.leaveOwn(before);
            if (thrown != null) {
                ElasticsearchCalls.end(calling, null, thrown);
            }
        }
    }
}
