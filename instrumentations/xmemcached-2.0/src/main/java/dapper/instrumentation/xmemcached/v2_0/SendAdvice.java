// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.xmemcached.v2_0;

import com.google.code.yanf4j.core.Session;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the method that sends a command; it returns the session with the server. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable Session session) {
        if (session != null) {
            XMemcachedCalls.sent(session);
        }
    }
}
