// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.LoopIterable;
import dapper.bootstrap.messaging.LoopIterator;
import dapper.bootstrap.messaging.LoopList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * The records that consumers returned to the application. Only these make calls when the application loops over them:
 * interceptors, and code that makes objects of its own of the records, get what the library gave them.
 */
public final class ConsumedRecords {
    private static final WeakIdentityMap<KafkaClient> CONSUMERS = new WeakIdentityMap<>();

    private ConsumedRecords() {}

    /** @param config an object of the library's own */
    public static void newConsumer(Object consumer, Object config) {
        KafkaClient.newConsumer(consumer, (AbstractConfig) config);
    }

    /** Ends the loop over the records of the last poll, if the running thread has left it open. */
    public static void endLoops(Object consumer) {
        if (ProcessCall.isProcessing()) {
            ProcessCall.endAll(KafkaClient.consumer(consumer));
        }
    }

    /** Returns {@link System#nanoTime()}. */
    public static long beginPoll(Object consumer) {
        endLoops(consumer);
        return System.nanoTime();
    }

    public static void endPoll(Object consumer, ConsumerRecords<?, ?> records, long startTicks) {
        if (records.isEmpty()) {
            return;
        }
        KafkaClient client = KafkaClient.consumer(consumer);
        if (client.isOfStores()) {
            return;
        }
        Call call = new Call();
        if (ConsumerGetter.CALLS.startReceive(call, topic(records), records, records.count(), client, startTicks)) {
            ConsumerGetter.CALLS.end(call, null, null);
        }
        if (!ProcessCall.isSuspended()) {
            CONSUMERS.put(records, client); // last: the links above were read without calls
        } else {
            Streaming.polled(client);
        }
    }

    /** Null if the records have several. */
    static @Nullable String topic(ConsumerRecords<?, ?> records) {
        String only = null;
        for (TopicPartition partition : records.partitions()) {
            if (only != null && !only.equals(partition.topic())) {
                return null;
            }
            only = partition.topic();
        }
        return only;
    }

    public static Iterator<?> iterator(Object records, Iterator<?> plain) {
        KafkaClient client = CONSUMERS.get(records);
        return client == null
                ? plain
                : new LoopIterator<>(ConsumedRecords.<Iterator<ConsumerRecord<?, ?>>>cast(plain), client);
    }

    public static Iterable<?> ofTopic(Object records, Iterable<?> plain) {
        KafkaClient client = CONSUMERS.get(records);
        return client == null
                ? plain
                : new LoopIterable<>(ConsumedRecords.<Iterable<ConsumerRecord<?, ?>>>cast(plain), client);
    }

    public static List<?> ofPartition(Object records, List<?> plain) {
        KafkaClient client = plain.isEmpty() ? null : CONSUMERS.get(records);
        return client == null ? plain : new LoopList<>(ConsumedRecords.<List<ConsumerRecord<?, ?>>>cast(plain), client);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the library's own generic types
    private static <T> T cast(Object collection) {
        return (T) collection;
    }
}
