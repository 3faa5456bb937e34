// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the constructors of a driver's connection: the driver's data source calls no method that opens one. */
final class NewConnectionAdvice {
    private NewConnectionAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object connection, @Advice.AllArguments @Nullable Object[] arguments) {
        JdbcObjects.made(connection, arguments);
    }
}
