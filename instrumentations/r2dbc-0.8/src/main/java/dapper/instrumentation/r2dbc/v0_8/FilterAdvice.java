// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a result that returns another result, with a part of its content. */
final class FilterAdvice {
    private FilterAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object result,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object filtered) {
        if (filtered != null) {
            Reading.filtered(result, filtered);
        }
    }
}
