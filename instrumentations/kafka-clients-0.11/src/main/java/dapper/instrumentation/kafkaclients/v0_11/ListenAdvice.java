// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods with which a container passes a record, or the records of a poll, to its listener. */
final class ListenAdvice {
    private ListenAdvice() {}

    /** @param data a record or the records of a poll */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Listening enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object container,
            @Advice.FieldValue(value = "consumer", typing = Assigner.Typing.DYNAMIC) Object consumer,
            @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object data) {
        return Listening.start(container, consumer, data);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Listening listening, @Advice.Thrown @Nullable Throwable thrown) {
        if (listening != null) {
            listening.end(thrown);
        }
    }
}
