// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.isProtected;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The listener containers of Spring AMQP, simple and direct. */
public final class SpringRabbitInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "spring-rabbit-2.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(
                        "org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer")
                .advice(
                        isProtected()
                                .and(named("executeListener"))
                                .and(takesArguments(2))
                                .and(takesArgument(0, named("com.rabbitmq.client.Channel"))),
                        RabbitClientInstrumentation.PACKAGE + "ExecuteListenerAdvice"));
    }
}
