// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A route matched, and its next handler is called. */
final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.Argument(0) RoutingContext context,
            @Advice.FieldValue("path") @Nullable String path,
            @Advice.FieldValue("exactPath") boolean exact) {
        RoutedRequest request = RoutedRequest.of(context);
        if (request != null) {
            request.matched(context.mountPoint(), path, exact);
        }
    }
}
