// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.jspecify.annotations.Nullable;

/** Woven into {@code performRequest}: the call is the context of the thread until it returns. */
final class ElasticsearchAdvice {
    private ElasticsearchAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(@Advice.Argument(0) Request request) {
        return ElasticsearchCalls.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Call call,
            @Advice.Return @Nullable Response response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            ElasticsearchCalls.end(call, response, thrown);
        }
    }
}
