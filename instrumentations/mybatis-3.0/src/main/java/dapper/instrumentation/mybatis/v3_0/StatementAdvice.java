// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mybatis.v3_0;

import dapper.bootstrap.db.RepositoryMethod;
import net.bytebuddy.asm.Advice;
import org.apache.ibatis.mapping.MappedStatement;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that execute a statement of a mapper. */
final class StatementAdvice {
    private StatementAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable String enter(@Advice.Argument(0) MappedStatement statement) {
        return RepositoryMethod.enter(statement.getId());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable String before) {
        RepositoryMethod.leave(before);
    }
}
