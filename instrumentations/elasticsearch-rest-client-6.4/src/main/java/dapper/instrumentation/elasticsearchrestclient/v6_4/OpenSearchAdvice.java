// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.Request;
import org.opensearch.client.Response;

/** Woven into {@code performRequest}: the call is the context of the thread until it returns. */
final class OpenSearchAdvice {
    private OpenSearchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.Argument(0) Request request) {
        return OpenSearchCalls.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable Response response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            OpenSearchCalls.end(call, response, thrown);
        }
    }
}
