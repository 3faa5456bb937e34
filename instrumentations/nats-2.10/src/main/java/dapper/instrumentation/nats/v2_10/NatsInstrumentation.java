// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The methods of a connection and its subscriptions in which those of the public interfaces end. */
public final class NatsInstrumentation implements Instrumentation {
    static final String NAME = "nats-2.10";

    private static final String PACKAGE = "dapper.instrumentation.nats.v2_10.";
    private static final String HEADERS = "io.nats.client.impl.Headers";
    private static final String HANDLER = "io.nats.client.MessageHandler";
    private static final String MESSAGE = "io.nats.client.Message";

    @Override
    public String name() {
        return NAME;
    }

    /** Their names differ between versions. */
    private static ElementMatcher.Junction<MethodDescription> isRequest() {
        return namedOneOf("request", "requestInternal", "requestFutureInternal")
                .and(takesArgument(0, String.class))
                .and(takesArgument(1, named(HEADERS)))
                .and(takesArgument(2, byte[].class));
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.nats.client.impl.NatsConnection")
                        .advice(
                                named("publishInternal")
                                        .and(takesArgument(0, String.class))
                                        .and(takesArgument(2, named(HEADERS)))
                                        .and(takesArgument(3, byte[].class)),
                                PACKAGE + "PublishAdvice")
                        .advice(isRequest().and(returns(named(MESSAGE))), PACKAGE + "RequestAdvice")
                        .advice(
                                isRequest().and(returns(nameEndsWith("CompletableFuture"))),
                                PACKAGE + "AsyncRequestAdvice")
                        .advice(
                                isPublic()
                                        .and(named("createDispatcher"))
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(HANDLER))),
                                PACKAGE + "DefaultHandlerAdvice"),
                TypeInstrumentation.named("io.nats.client.impl.NatsDispatcher")
                        .advice(
                                nameStartsWith("subscribeImpl").and(takesArgument(2, named(HANDLER))),
                                PACKAGE + "HandlerAdvice"),
                TypeInstrumentation.named(
                                "io.nats.client.impl.NatsDispatcher",
                                "io.nats.client.impl.NatsConnectionReader",
                                "io.nats.client.impl.NatsConnectionWriter")
                        .advice(named("start").and(takesArguments(1)), PACKAGE + "StartLoopAdvice"),
                TypeInstrumentation.named(
                                "io.nats.client.impl.NatsSubscription",
                                "io.nats.client.impl.NatsJetStreamSubscription",
                                "io.nats.client.impl.NatsJetStreamPullSubscription")
                        .advice(
                                named("nextMessage")
                                        .or(nameStartsWith("_nextUnmanaged"))
                                        .and(returns(named(MESSAGE))),
                                PACKAGE + "ReceiveAdvice")
                        .advice(
                                isPublic().and(named("fetch")).and(returns(named("java.util.List"))),
                                PACKAGE + "FetchAdvice"));
    }
}
