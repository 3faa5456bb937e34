// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;

/** A router gets a request. */
final class RequestAdvice {
    private RequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This RoutingContext context) {
        RoutedRequest.begin(context);
    }
}
