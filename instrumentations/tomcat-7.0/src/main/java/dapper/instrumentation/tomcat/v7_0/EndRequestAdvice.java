// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.AbstractEndpoint;

/** Woven into {@code AbstractHttp11Processor.endRequest} of Tomcat 7, which rejects some requests without a log entry. */
final class EndRequestAdvice {
    private EndRequestAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This AbstractProcessor<?> processor, @Advice.FieldValue("endpoint") AbstractEndpoint<?> endpoint) {
        TomcatRequests.answered(processor.getRequest(), endpoint.isSSLEnabled());
    }
}
