// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The client, the futures that it returns, and the connection that sends its operations. */
public final class SpymemcachedInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.spymemcached.v2_12.";
    private static final String CLIENT = "net.spy.memcached.";

    @Override
    public String name() {
        return "spymemcached-2.12";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CLIENT + "MemcachedClient")
                        .advice(
                                isPublic()
                                        .and(namedOneOf(
                                                "get", "gets", "getAndTouch", "getBulk", "cas", "incr", "decr")),
                                PACKAGE + "WaitingAdvice")
                        .advice(
                                isPublic()
                                        .and(nameStartsWith("async")
                                                .or(namedOneOf(
                                                        "set", "add", "replace", "append", "prepend", "delete",
                                                        "touch"))),
                                PACKAGE + "StartingAdvice"),
                TypeInstrumentation.named(
                                CLIENT + "internal.OperationFuture",
                                CLIENT + "internal.GetFuture",
                                CLIENT + "internal.BulkGetFuture")
                        .advice(isConstructor(), PACKAGE + "NewFutureAdvice")
                        .advice(named("signalComplete").and(takesArguments(0)), PACKAGE + "CompleteAdvice")
                        .advice(named("cancel").and(isPublic()), PACKAGE + "CancelAdvice"),
                TypeInstrumentation.named(CLIENT + "internal.AbstractListenableFuture")
                        .advice(named("addToListeners").and(takesArguments(1)), PACKAGE + "ListenerAdvice")
                        .advice(named("notifyListeners").and(takesArguments(1)), PACKAGE + "NotifyAdvice"),
                TypeInstrumentation.named(CLIENT + "MemcachedConnection")
                        .advice(
                                named("enqueueOperation")
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named(CLIENT + "ops.Operation"))),
                                PACKAGE + "EnqueueAdvice")
                        .advice(
                                named("addOperations").and(takesArguments(1)).and(takesArgument(0, Map.class)),
                                PACKAGE + "EnqueueAllAdvice"));
    }
}
