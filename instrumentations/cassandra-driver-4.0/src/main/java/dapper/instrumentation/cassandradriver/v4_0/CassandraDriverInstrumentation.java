// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One CLIENT span per execution of a statement. All of the application's go through one processor of the driver, those
 * of the driver itself do not.
 */
public final class CassandraDriverInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.cassandradriver.v4_0.";
    private static final String CORE = "com.datastax.oss.driver.";
    private static final String CQL = CORE + "internal.core.cql.";
    private static final String REACTIVE = "com.datastax.dse.driver.internal.core.cql.reactive.";

    @Override
    public String name() {
        return "cassandra-driver-4.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CQL + "CqlRequestAsyncProcessor")
                        .advice(
                                named("process")
                                        .and(takesArguments(4))
                                        .and(takesArgument(0, named(CORE + "api.core.cql.Statement")))
                                        .and(returns(CompletionStage.class)),
                                PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(CQL + "CqlRequestHandler")
                        .advice(
                                named("buildExecutionInfo").and(returns(named(CORE + "api.core.cql.ExecutionInfo"))),
                                PACKAGE + "AnsweredAdvice")
                        .advice(
                                named("setFinalError")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, Throwable.class))
                                        .and(takesArgument(1, named(CORE + "api.core.metadata.Node"))),
                                PACKAGE + "FailedAdvice")
                        .advice(
                                named("setFinalError")
                                        .and(takesArguments(4))
                                        .and(takesArgument(1, Throwable.class))
                                        .and(takesArgument(2, named(CORE + "api.core.metadata.Node"))),
                                PACKAGE + "StatementFailedAdvice"),
                TypeInstrumentation.named(REACTIVE + "ReactiveResultSetSubscription")
                        .advice(named("start").and(takesArguments(1)), PACKAGE + "SubscribeAdvice")
                        .advice(named("fetchNextPageAndEnqueue").and(takesArguments(2)), PACKAGE + "FetchPageAdvice"));
    }
}
