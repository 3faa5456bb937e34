// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;

/** Goes into {@code Request.recycle}: whatever happened before, the request is over now. */
final class RecycleAdvice {
    private RecycleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Request request) {
        TomcatRequests.recycled(request);
    }
}
