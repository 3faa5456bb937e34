// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.bootstrap.call.ServerCall;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.AbstractProcessor;

/** Woven into {@code AbstractProcessor.asyncPostProcess}, which calls the listeners' {@code onComplete}. */
final class PostProcessAdvice {
    private PostProcessAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.This AbstractProcessor<?> processor) {
        return TomcatRequests.enterAgain(processor.getRequest());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        ServerCall.leave(entered);
    }
}
