// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/** Woven into {@code StandardWrapperValve.invoke}, below all filters; after it the framework has set its pattern. */
final class RouteAdvice {
    private RouteAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Request request) {
        TomcatRequests.mapped(request);
    }
}
