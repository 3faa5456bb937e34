// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into methods that are no execution of a statement, but that some drivers execute statements for. */
final class OwnWorkAdvice {
    private OwnWorkAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable String enter() {
        return JdbcObjects.ownWork();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable String outer) {
        JdbcObjects.connecting(outer);
    }
}
