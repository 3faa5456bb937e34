// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The consumer with a queue that the application waits for. Version 5 of the client has none. */
public final class QueueingConsumerInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return RabbitClientInstrumentation.NAME;
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("com.rabbitmq.client.QueueingConsumer")
                .advice(
                        isPublic().and(named("nextDelivery")),
                        RabbitClientInstrumentation.PACKAGE + "NextDeliveryAdvice"));
    }
}
