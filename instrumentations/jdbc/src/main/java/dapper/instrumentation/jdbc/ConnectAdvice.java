// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a driver that open a connection: the URL is an argument there. */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable String enter(@Advice.Argument(0) @Nullable String url) {
        return JdbcObjects.connecting(url);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable String outer,
            @Advice.Argument(0) @Nullable String url,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object connection) {
        JdbcObjects.connecting(outer);
        if (connection != null) {
            JdbcObjects.connected(connection, url);
        }
    }
}
