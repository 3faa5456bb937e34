// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The producer, the consumers, and the loops of the application over what a consumer returned. */
public final class KafkaClientsInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.kafkaclients.v0_11.";
    private static final String CLIENTS = "org.apache.kafka.clients.";
    private static final String RECORDS = CLIENTS + "consumer.ConsumerRecords";

    @Override
    public String name() {
        return "kafka-clients-0.11";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                // All ways to send end here, after the interceptors.
                TypeInstrumentation.named(CLIENTS + "producer.KafkaProducer")
                        .advice(
                                named("doSend")
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named(CLIENTS + "producer.ProducerRecord"))),
                                PACKAGE + "SendAdvice"),
                TypeInstrumentation.named(CLIENTS + "consumer.KafkaConsumer", CLIENTS + "consumer.KafkaShareConsumer")
                        .advice(
                                isConstructor()
                                        .and(takesArgument(
                                                0,
                                                namedOneOf(
                                                        CLIENTS + "consumer.ConsumerConfig",
                                                        CLIENTS + "consumer.ShareConsumerConfig"))),
                                PACKAGE + "NewConsumerAdvice")
                        .advice(isPublic().and(named("poll")).and(takesArguments(1)), PACKAGE + "PollAdvice")
                        .advice(isPublic().and(named("close")), PACKAGE + "CloseAdvice"),
                TypeInstrumentation.named(RECORDS)
                        .advice(isPublic().and(named("iterator")).and(takesArguments(0)), PACKAGE + "IteratorAdvice")
                        .advice(
                                isPublic().and(named("records")).and(takesArguments(String.class)),
                                PACKAGE + "TopicAdvice")
                        .advice(
                                isPublic()
                                        .and(named("records"))
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named("org.apache.kafka.common.TopicPartition"))),
                                PACKAGE + "PartitionAdvice"));
    }
}
