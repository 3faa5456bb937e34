// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** No handler has answered a failure. */
final class FailureAdvice {
    private FailureAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This RoutingContext context,
            @Advice.Argument(0) int status,
            @Advice.Argument(1) @Nullable Throwable failure) {
        RoutedRequest request = RoutedRequest.of(context);
        if (request != null) {
            request.failed(status, failure);
        }
    }
}
