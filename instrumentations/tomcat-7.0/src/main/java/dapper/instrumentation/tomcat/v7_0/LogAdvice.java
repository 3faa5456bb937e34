// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** Woven into {@code CoyoteAdapter.log}: the only trace of a request that the connector rejects by itself. */
final class LogAdvice {
    private LogAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.FieldValue("connector") Connector connector) {
        TomcatRequests.logged(request, response, connector);
    }
}
