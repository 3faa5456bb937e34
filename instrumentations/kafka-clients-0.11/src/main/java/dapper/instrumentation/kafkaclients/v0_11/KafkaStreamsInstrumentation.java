// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** Kafka Streams: its threads, the tasks that process records on them, and the consumers that fill its stores. */
public final class KafkaStreamsInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.kafkaclients.v0_11.";
    private static final String STREAMS = "org.apache.kafka.streams.processor.internals.";

    @Override
    public String name() {
        return "kafka-streams-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(STREAMS + "StreamThread")
                        .advice(named("run").and(takesArguments(0)), PACKAGE + "RunStreamAdvice"),
                TypeInstrumentation.named(STREAMS + "StreamTask")
                        .advice(named("process"), PACKAGE + "ProcessTaskAdvice"),
                TypeInstrumentation.named(STREAMS + "PartitionGroup")
                        .advice(named("nextRecord"), PACKAGE + "NextRecordAdvice"),
                // The versions before 2.0 leave the headers behind.
                TypeInstrumentation.named(STREAMS + "RecordDeserializer")
                        .advice(
                                named("deserialize")
                                        .and(takesArguments(2))
                                        .and(takesArgument(
                                                1, named("org.apache.kafka.clients.consumer.ConsumerRecord"))),
                                PACKAGE + "DeserializeAdvice"),
                TypeInstrumentation.named(STREAMS + "StoreChangelogReader", STREAMS + "GlobalStateManagerImpl")
                        .advice(isConstructor(), PACKAGE + "StoreConsumerAdvice"));
    }
}
