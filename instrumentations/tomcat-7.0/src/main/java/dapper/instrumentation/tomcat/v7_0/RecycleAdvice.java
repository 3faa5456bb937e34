// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;

/** Woven into {@code Request.recycle}: the request is over now in any case. */
final class RecycleAdvice {
    private RecycleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Request request) {
        TomcatRequests.recycled(request);
    }
}
