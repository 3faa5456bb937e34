// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import dapper.bootstrap.logging.LogEvents;
import net.bytebuddy.asm.Advice;
import org.apache.log4j.spi.LoggingEvent;

/** Woven into {@code callAppenders}. */
final class EventAdvice {
    private EventAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.Argument(0) LoggingEvent event) {
        return SpanEvents.enter(event);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        if (entered) {
            LogEvents.leave();
        }
    }
}
