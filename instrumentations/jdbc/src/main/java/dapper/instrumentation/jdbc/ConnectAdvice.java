// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import java.sql.Connection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The URL is known here without asking the driver for anything. */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) @Nullable String url, @Advice.Return @Nullable Connection connection) {
        if (connection != null) {
            JdbcObjects.connected(connection, url);
        }
    }
}
