// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
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
import net.bytebuddy.matcher.ElementMatcher;

/** The steps after which the reactive driver goes on on another thread. */
public final class MongoReactiveInstrumentation implements Instrumentation {
    private static final String CONNECTIONS = "com.mongodb.internal.connection.";
    private static final String CALLBACK = "com.mongodb.internal.async.SingleResultCallback";

    @Override
    public String name() {
        return "mongodb-reactive-driver-4.2";
    }

    /** The last argument, in each version. */
    private static ElementMatcher<MethodDescription> takesCallback() {
        return takesArguments(1)
                .and(takesArgument(0, named(CALLBACK)))
                .or(takesArguments(2).and(takesArgument(1, named(CALLBACK))))
                .or(takesArguments(3).and(takesArgument(2, named(CALLBACK))))
                .or(takesArguments(4).and(takesArgument(3, named(CALLBACK))))
                .or(takesArguments(5).and(takesArgument(4, named(CALLBACK))))
                .or(takesArguments(6).and(takesArgument(5, named(CALLBACK))));
    }

    /** A lambda expression in {@code subscribe}, which has the number of requested documents as an argument. */
    private static ElementMatcher<MethodDescription> isFirstRequest() {
        return nameStartsWith("lambda$subscribe$")
                .and(not(isStatic()))
                .and(takesArguments(2))
                .and(takesArgument(1, long.class));
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(
                                CONNECTIONS + "BaseCluster",
                                CONNECTIONS + "LoadBalancedCluster",
                                CONNECTIONS + "DefaultConnectionPool",
                                CONNECTIONS + "InternalStreamConnection")
                        .onlyWith(CALLBACK)
                        .advice(
                                isPublic()
                                        .and(namedOneOf("selectServerAsync", "getAsync", "sendAndReceiveAsync"))
                                        .and(takesCallback()),
                                MongoDriverInstrumentation.PACKAGE + "CallbackAdvice"),
                TypeInstrumentation.named("com.mongodb.reactivestreams.client.internal.BatchCursorFlux")
                        .advice(
                                isPublic().and(named("subscribe")).and(takesArguments(1)),
                                MongoDriverInstrumentation.PACKAGE + "SubscribeAdvice")
                        .advice(
                                named("recurseCursor").and(takesArguments(0)).or(isFirstRequest()),
                                MongoDriverInstrumentation.PACKAGE + "NextBatchAdvice"));
    }
}
