// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mybatis.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** No spans: JDBC calls have the name of the mapper's method. */
public final class MyBatisInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "mybatis-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        // All executors that use JDBC inherit these methods; one that only caches calls them.
        return Collections.singletonList(TypeInstrumentation.named("org.apache.ibatis.executor.BaseExecutor")
                .advice(
                        isPublic()
                                .and(namedOneOf("update", "query", "queryCursor"))
                                .and(takesArgument(0, named("org.apache.ibatis.mapping.MappedStatement"))),
                        "dapper.instrumentation.mybatis.v3_0.StatementAdvice"));
    }
}
