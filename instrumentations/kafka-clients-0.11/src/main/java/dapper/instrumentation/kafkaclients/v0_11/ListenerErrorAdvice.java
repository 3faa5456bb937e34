// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that throw what a listener has thrown; their callers catch it. */
final class ListenerErrorAdvice {
    private ListenerErrorAdvice() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object container,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            Listening.failed(container, thrown);
        }
    }
}
