// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The executors of commands and of batches. */
public final class RedissonInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.redisson.v3_12.";
    private static final String COMMAND = "org.redisson.command.";
    private static final String CONNECTION = "org.redisson.client.RedisConnection";

    @Override
    public String name() {
        return "redisson-3.12";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(RedissonCalls.EXECUTOR)
                        .advice(named("execute").and(takesArguments(0)), PACKAGE + "ExecuteAdvice")
                        .advice(
                                named("sendCommand").and(takesArguments(2)).and(takesArgument(1, named(CONNECTION))),
                                PACKAGE + "SendAdvice")
                        .advice(named("handleSuccess").and(takesArguments(3)), PACKAGE + "SuccessAdvice")
                        .advice(
                                named("handleError").and(takesArguments(2)).and(takesArgument(1, Throwable.class)),
                                PACKAGE + "ErrorAdvice"),
                TypeInstrumentation.named(COMMAND + "CommandBatchService")
                        .advice(named("executeAsync"), PACKAGE + "BatchAdvice"),
                TypeInstrumentation.named(COMMAND + "RedisCommonBatchExecutor")
                        .advice(
                                named("sendCommand").and(takesArguments(2)).and(takesArgument(1, named(CONNECTION))),
                                PACKAGE + "SendBatchAdvice"),
                TypeInstrumentation.named(COMMAND + "RedisQueuedBatchExecutor")
                        .advice(
                                named("sendCommand").and(takesArguments(2)).and(takesArgument(1, named(CONNECTION))),
                                PACKAGE + "SendQueuedAdvice"));
    }
}
