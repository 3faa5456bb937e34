// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Goes into the constructor of what MariaDB's data sources make a connection of, without {@code Driver.connect}. */
final class MariadbConfigurationAdvice {
    private MariadbConfigurationAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object configuration, @Advice.FieldValue("initialUrl") @Nullable String url) {
        JdbcObjects.connected(configuration, url);
    }
}
