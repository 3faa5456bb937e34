// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Woven into the method that ends a row of parameters of a statement. */
final class AddRowAdvice {
    private AddRowAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This(typing = Assigner.Typing.DYNAMIC) Object statement) {
        Origins.added(statement, null);
    }
}
