// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.PreparedTexts;
import java.sql.PreparedStatement;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

final class PrepareAdvice {
    private PrepareAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
        return PreparedTexts.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter boolean begun,
            @Advice.Argument(0) @Nullable String sql,
            @Advice.Return @Nullable PreparedStatement statement) {
        if (begun) {
            PreparedTexts.end(statement, sql);
        }
    }
}
