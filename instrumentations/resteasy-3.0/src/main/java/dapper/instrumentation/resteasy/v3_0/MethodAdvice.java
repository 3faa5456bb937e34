// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import net.bytebuddy.asm.Advice;
import org.jboss.resteasy.spi.HttpRequest;

/** Woven into {@code ResourceMethodInvoker.invoke}, before the filters of the resource method run. */
final class MethodAdvice {
    private MethodAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) HttpRequest request, @Advice.FieldValue("method") Object method) {
        RestEasyRoutes.matched(request, method);
    }
}
