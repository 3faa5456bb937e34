// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into SQL Server's {@code connect(Properties, ...)}, which the driver and data sources call with their own
 * properties.
 */
final class SqlServerConnectAdvice {
    private SqlServerConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object connection, @Advice.Argument(0) @Nullable Properties properties) {
        if (properties != null) {
            JdbcObjects.sqlServer(connection, properties);
        }
    }
}
