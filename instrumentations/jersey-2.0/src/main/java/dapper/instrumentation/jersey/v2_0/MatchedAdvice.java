// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jersey.v2_0;

import net.bytebuddy.asm.Advice;
import org.glassfish.jersey.server.internal.routing.UriRoutingContext;

/**
 * Woven into {@code UriRoutingContext.setInflector} (from 2.2x on {@code setEndpoint}), which Jersey calls once per
 * request, after all locators have been called and before any filter that follows the matching.
 */
final class MatchedAdvice {
    private MatchedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This UriRoutingContext context) {
        JerseyRoutes.matched(context);
    }
}
