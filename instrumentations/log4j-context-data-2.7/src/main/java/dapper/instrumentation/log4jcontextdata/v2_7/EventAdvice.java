// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.bootstrap.logging.LogEvents;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** Woven into {@code logMessage(String, Level, Marker, Message, Throwable)}. */
final class EventAdvice {
    private EventAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(
            @Advice.This Logger logger,
            @Advice.Argument(1) Level level,
            @Advice.Argument(3) @Nullable Message message,
            @Advice.Argument(4) @Nullable Throwable thrown) {
        return SpanEvents.enter(logger, level, message, thrown);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        if (entered) {
            LogEvents.leave();
        }
    }
}
