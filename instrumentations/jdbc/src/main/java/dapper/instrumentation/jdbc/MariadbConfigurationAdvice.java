// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.JdbcObjects;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Woven into MariaDB's {@code buildUrl}, which every new configuration calls. Its data sources make a
 * connection from that, without {@code Driver.connect}.
 */
final class MariadbConfigurationAdvice {
    private MariadbConfigurationAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) @Nullable Object configuration, @Advice.Return @Nullable String url) {
        if (configuration != null) {
            JdbcObjects.connected(configuration, url);
        }
    }
}
