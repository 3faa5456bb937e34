// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The producers, consumers and listeners of any JMS provider, and the listener containers of Spring. */
public final class JmsInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jms.v1_1.";
    private static final String MESSAGE = "javax.jms.Message";
    private static final String LISTENER = "javax.jms.MessageListener";

    @Override
    public String name() {
        return "jms-1.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("javax.jms.MessageProducer")
                        .advice(
                                isPublic()
                                        .and(namedOneOf("send", "publish"))
                                        .and(takesArguments(1).or(takesArguments(4)))
                                        .and(takesArgument(0, named(MESSAGE))),
                                PACKAGE + "SendAdvice")
                        .advice(
                                isPublic()
                                        .and(namedOneOf("send", "publish"))
                                        .and(takesArguments(2).or(takesArguments(5)))
                                        .and(takesArgument(1, named(MESSAGE))),
                                PACKAGE + "SendToAdvice"),
                TypeInstrumentation.subtypesOf("javax.jms.MessageConsumer")
                        .advice(
                                isPublic()
                                        .and(namedOneOf("receive", "receiveNoWait"))
                                        .and(returns(named(MESSAGE))),
                                PACKAGE + "ReceiveAdvice")
                        .advice(
                                isPublic()
                                        .and(named("setMessageListener"))
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(LISTENER))),
                                PACKAGE + "SetListenerAdvice")
                        .advice(
                                isPublic().and(named("getMessageListener")).and(returns(named(LISTENER))),
                                PACKAGE + "GetListenerAdvice"),
                TypeInstrumentation.subtypesOf(LISTENER)
                        .advice(
                                isPublic()
                                        .and(named("onMessage"))
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(MESSAGE))),
                                PACKAGE + "OnMessageAdvice"),
                // Calls listeners of JMS and those of Spring's own kind.
                TypeInstrumentation.named("org.springframework.jms.listener.AbstractMessageListenerContainer")
                        .onlyWith(MESSAGE)
                        .advice(
                                not(isPublic())
                                        .and(named("invokeListener"))
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named(MESSAGE))),
                                PACKAGE + "InvokeListenerAdvice"));
    }
}
