// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The objects of any driver, from the factory of connections to the result of an execution. */
public final class R2dbcInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.r2dbc.v0_8.";
    private static final String SPI = "io.r2dbc.spi.";

    @Override
    public String name() {
        return Execution.NAME;
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf(SPI + "ConnectionFactoryProvider")
                        .advice(
                                isPublic()
                                        .and(named("create"))
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(SPI + "ConnectionFactoryOptions"))),
                                PACKAGE + "FactoryAdvice"),
                TypeInstrumentation.subtypesOf(SPI + "ConnectionFactory")
                        .advice(isPublic().and(named("create")).and(takesArguments(0)), PACKAGE + "ConnectAdvice"),
                TypeInstrumentation.subtypesOf(SPI + "Connection")
                        .advice(
                                isPublic().and(named("createStatement")).and(takesArguments(String.class)),
                                PACKAGE + "StatementAdvice")
                        .advice(isPublic().and(named("createBatch")).and(takesArguments(0)), PACKAGE + "BatchAdvice")
                        .advice(isPublic().and(named("close")).and(takesArguments(0)), PACKAGE + "CloseAdvice"),
                TypeInstrumentation.subtypesOf(SPI + "Statement")
                        .advice(isPublic().and(named("add")).and(takesArguments(0)), PACKAGE + "AddRowAdvice")
                        .advice(isPublic().and(named("execute")).and(takesArguments(0)), PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.subtypesOf(SPI + "Batch")
                        .advice(
                                isPublic().and(named("add")).and(takesArguments(String.class)),
                                PACKAGE + "AddTextAdvice")
                        .advice(isPublic().and(named("execute")).and(takesArguments(0)), PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.subtypesOf(SPI + "Result")
                        .advice(
                                isPublic()
                                        .and(named("getRowsUpdated")
                                                .and(takesArguments(0))
                                                .or(namedOneOf("map", "flatMap").and(takesArguments(1)))),
                                PACKAGE + "ReadAdvice")
                        .advice(isPublic().and(named("filter")).and(takesArguments(1)), PACKAGE + "FilterAdvice"));
    }
}
