// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.AbstractProcessor;

/** Woven into {@code StreamProcessor.recycle}: Tomcat 8.5 never recycles the request of an HTTP/2 stream itself. */
final class StreamEndAdvice {
    private StreamEndAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This AbstractProcessor<?> processor) {
        TomcatRequests.recycled(processor.getRequest());
    }
}
