// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dapper.bootstrap.logging.LogEvents;
import net.bytebuddy.asm.Advice;

/** Woven into {@code callAppenders}. */
final class EventAdvice {
    private EventAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.Argument(0) ILoggingEvent event) {
        return SpanEvents.enter(event);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        if (entered) {
            LogEvents.leave();
        }
    }
}
