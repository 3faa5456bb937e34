// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.bootstrap.logging.LogEvents;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** Woven into {@code log(Level, Marker, String, StackTraceElement, Message, Throwable)}. */
final class EventAdviceWithLocation {
    private EventAdviceWithLocation() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(
            @Advice.This Logger logger,
            @Advice.Argument(0) Level level,
            @Advice.Argument(4) @Nullable Message message,
            @Advice.Argument(5) @Nullable Throwable thrown) {
        return SpanEvents.enter(logger, level, message, thrown);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
        if (entered) {
            LogEvents.leave();
        }
    }
}
