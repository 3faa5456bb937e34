// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The listener containers of Spring for Apache Kafka. The target is the work of a container's thread. */
public final class SpringKafkaInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.kafkaclients.v0_11.";
    private static final String CONSUMER = "org.apache.kafka.clients.consumer.";

    @Override
    public String name() {
        return "spring-kafka-2.3";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(
                        "org.springframework.kafka.listener.KafkaMessageListenerContainer$ListenerConsumer")
                .advice(named("run").and(takesArguments(0)), PACKAGE + "RunContainerAdvice")
                // Both call the error handler, too, which may send the record to another topic.
                .advice(
                        named("doInvokeRecordListener").and(takesArgument(0, named(CONSUMER + "ConsumerRecord"))),
                        PACKAGE + "ListenAdvice")
                .advice(
                        named("doInvokeBatchListener").and(takesArgument(0, named(CONSUMER + "ConsumerRecords"))),
                        PACKAGE + "ListenAdvice")
                // Both throw what the listener has thrown.
                .advice(
                        named("invokeOnMessage").and(takesArgument(0, named(CONSUMER + "ConsumerRecord"))),
                        PACKAGE + "ListenerErrorAdvice")
                .advice(
                        named("invokeBatchOnMessage").and(takesArgument(0, named(CONSUMER + "ConsumerRecords"))),
                        PACKAGE + "ListenerErrorAdvice"));
    }
}
