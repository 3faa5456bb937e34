// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
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

/** The channel that all others call, and the consumers of applications. */
public final class RabbitClientInstrumentation implements Instrumentation {
    static final String NAME = "rabbitmq-client-2.7";
    static final String PACKAGE = "dapper.instrumentation.rabbitmqclient.v2_7.";

    private static final String PROPERTIES = "com.rabbitmq.client.AMQP$BasicProperties";

    @Override
    public String name() {
        return NAME;
    }

    /** Consumers that only pass a message to another thread: its processing starts there. */
    private static ElementMatcher<MethodDescription> isOfConsumerThatPassesOn() {
        return isDeclaredBy(namedOneOf("com.rabbitmq.client.DefaultConsumer", "com.rabbitmq.client.QueueingConsumer")
                .or(nameStartsWith("com.rabbitmq.client.Rpc"))
                .or(nameStartsWith("org.springframework.amqp.rabbit.")));
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("com.rabbitmq.client.impl.ChannelN")
                        .advice(
                                isPublic()
                                        .and(named("basicPublish"))
                                        .and(takesArguments(6).or(takesArguments(7)))
                                        .and(takesArgument(4, named(PROPERTIES))),
                                PACKAGE + "PublishAdvice")
                        .advice(isPublic().and(named("basicGet")).and(takesArguments(2)), PACKAGE + "GetAdvice"),
                TypeInstrumentation.subtypesOf("com.rabbitmq.client.Consumer")
                        .advice(
                                isPublic()
                                        .and(named("handleDelivery"))
                                        .and(takesArguments(4))
                                        .and(takesArgument(1, named("com.rabbitmq.client.Envelope")))
                                        .and(takesArgument(2, named(PROPERTIES)))
                                        .and(not(isOfConsumerThatPassesOn())),
                                PACKAGE + "DeliveryAdvice"));
    }
}
