// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into the constructors of MySQL's {@code HostInfo}, which its connections are made from. For a URL with several
 * hosts {@code Driver.connect} returns a proxy that opens connections on its own.
 */
final class MysqlHostAdvice {
    private MysqlHostAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object host,
            @Advice.Argument(1) @Nullable String name,
            @Advice.Argument(2) int port,
            @Advice.FieldValue("hostProperties") @Nullable Map<String, String> properties) {
        JdbcObjects.mysqlHost(host, name, port, properties);
    }
}
