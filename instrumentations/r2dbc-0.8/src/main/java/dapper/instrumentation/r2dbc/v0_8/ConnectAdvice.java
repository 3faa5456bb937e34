// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a factory that opens a connection. */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Object factory,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object connection) {
        if (connection != null) {
            connection = Origins.opening(factory, connection);
        }
    }
}
