// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * One CLIENT span per execution of a statement. All of the application's go through its session, those of the driver
 * itself do not.
 */
public final class CassandraDriverInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.cassandradriver.v3_0.";
    private static final String CORE = "com.datastax.driver.core.";

    @Override
    public String name() {
        return "cassandra-driver-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CORE + "SessionManager")
                        .advice(
                                named("executeAsync")
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(CORE + "Statement"))),
                                PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(CORE + "ArrayBackedResultSet$MultiPage")
                        .advice(nextPage().and(isDeclaredBy(hasStatement())), PACKAGE + "NextPageAdvice")
                        .advice(nextPage().and(isDeclaredBy(not(hasStatement()))), PACKAGE + "NextPageOfInfoAdvice"),
                TypeInstrumentation.named(CORE + "RequestHandler")
                        .advice(isConstructor(), PACKAGE + "RequestAdvice")
                        .advice(
                                namedOneOf("setFinalResult", "setFinalException")
                                        .and(takesArguments(3)),
                                PACKAGE + "CompleteAdvice"));
    }

    private static ElementMatcher.Junction<MethodDescription> nextPage() {
        return ElementMatchers.<MethodDescription>named("queryNextPage")
                .and(takesArguments(2))
                .and(takesArgument(1, named("com.google.common.util.concurrent.SettableFuture")));
    }

    /** Later versions have the statement in the information on the execution. */
    private static ElementMatcher<TypeDefinition> hasStatement() {
        return declaresField(named("statement"));
    }
}
