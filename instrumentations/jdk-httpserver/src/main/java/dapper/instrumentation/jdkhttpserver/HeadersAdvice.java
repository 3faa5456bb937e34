// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Woven into {@code Request.headers}, which parses the headers when it is called first. */
final class HeadersAdvice {
    private HeadersAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("startLine") String requestLine, @Advice.Return Map<String, List<String>> headers) {
        Exchanges.read(requestLine, headers);
    }
}
