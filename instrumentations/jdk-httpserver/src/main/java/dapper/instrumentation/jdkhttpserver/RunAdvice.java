// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import dapper.instrumentation.jdkhttpserver.boot.Exchanges;
import java.nio.channels.SocketChannel;
import net.bytebuddy.asm.Advice;

/** Woven into {@code ServerImpl.Exchange.run}, which reads one request and calls its filters and its handler. */
final class RunAdvice {
    private RunAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("chan") SocketChannel channel, @Advice.FieldValue("protocol") String scheme) {
        Exchanges.reading(channel, scheme);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
        Exchanges.leave();
    }
}
