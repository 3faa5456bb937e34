// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Woven into {@code ExchangeImpl.sendResponseHeaders}, which throws if it is called again. */
final class StatusAdvice {
    private StatusAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.This Object exchange,
            @Advice.Argument(0) int status,
            @Advice.FieldValue("sentHeaders") boolean sent,
            @Advice.FieldValue("rspHdrs") Map<String, List<String>> headers) {
        if (!sent) {
            Exchanges.status(exchange, status);
            Exchanges.headers(exchange, headers); // those of the application: a request without a body may end inside
        }
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object exchange, @Advice.FieldValue("rspHdrs") Map<String, List<String>> headers) {
        Exchanges.headers(exchange, headers); // those of the server as well
    }
}
