// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.graphqljava.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One INTERNAL span per execution of an operation. */
public final class GraphQlInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.graphqljava.v12_0.";
    private static final String INPUT = "graphql.ExecutionInput";

    @Override
    public String name() {
        return "graphql-java-12.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                // All ways to execute an operation end here.
                TypeInstrumentation.named("graphql.GraphQL")
                        .advice(
                                named("executeAsync")
                                        .and(isPublic())
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(INPUT))),
                                PACKAGE + "ExecuteAdvice"),
                // By then the document has been parsed.
                TypeInstrumentation.named("graphql.execution.Execution")
                        .advice(
                                named("execute")
                                        .and(isPublic())
                                        .and(takesArgument(0, named("graphql.language.Document")))
                                        .and(takesArgument(3, named(INPUT))),
                                PACKAGE + "ParsedAdvice"));
    }
}
