// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into {@code HttpReadListener.sendBadRequestAndClose}: no handler sees a request that the parser rejects. */
final class BadRequestAdvice {
    private BadRequestAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("httpServerExchange") @Nullable HttpServerExchange exchange,
            @Advice.FieldValue("connection") HttpServerConnection connection) {
        Exchanges.rejected(exchange, connection);
    }
}
