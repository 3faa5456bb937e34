// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.Loop;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One thread of Kafka Streams. It polls, copies the records into the queues of its tasks, and has each task process the
 * record that is next. Its own loops over records make no calls; a record that a task processes is one call, and loops
 * of the application make calls meanwhile.
 */
public final class Streaming {
    private static final String WRAPPER = "org.apache.kafka.streams.errors.StreamsException";
    private static final String UNREADABLE = "org.apache.kafka.streams.processor.internals.CorruptedRecord";
    private static final ThreadLocal<Streaming> RUNNING = new ThreadLocal<>();

    /** The records that tasks could not send on in time: each task processes its record again. */
    private static final WeakIdentityMap<ConsumerRecord<?, ?>> AGAIN = new WeakIdentityMap<>();

    private @Nullable Loop<ConsumerRecord<?, ?>> loop;
    private @Nullable ConsumerRecord<?, ?> record;

    private Streaming() {}

    /** Returns the state before, for {@link #endThread}. */
    public static boolean beginThread() {
        RUNNING.set(new Streaming());
        return ProcessCall.suspend();
    }

    public static void endThread(boolean before) {
        ProcessCall.resume(before);
        RUNNING.remove();
    }

    /** The running thread polled, outside of a task: it has one consumer for the records of its tasks. */
    static void polled(KafkaClient client) {
        Streaming streaming = RUNNING.get();
        if (streaming != null && streaming.loop == null) {
            streaming.loop = new Loop<>(client);
        }
    }

    /** Returns null outside of a thread of Kafka Streams, as in the driver for tests of topologies. */
    public static @Nullable Streaming beginTask(Object task) {
        Streaming streaming = RUNNING.get();
        if (streaming != null) {
            ProcessCall.resume(false);
            ConsumerRecord<?, ?> again = AGAIN.remove(task);
            if (again != null) {
                streaming.begin(again);
            }
        }
        return streaming;
    }

    /** @param stamped what the task gets, with the record */
    public static void next(Object stamped, ConsumerRecord<?, ?> record) {
        Streaming streaming = RUNNING.get();
        if (streaming != null && !stamped.getClass().getName().equals(UNREADABLE)) {
            streaming.begin(record);
        }
    }

    private void begin(ConsumerRecord<?, ?> next) {
        if (loop != null) {
            record = next;
            loop.begin(next);
        }
    }

    public void endTask(Object task, @Nullable Throwable thrown) {
        ConsumerRecord<?, ?> processed = record;
        record = null;
        if (loop != null && processed != null) {
            loop.end(thrown == null ? null : ofTopology(thrown));
            if (thrown instanceof TimeoutException) {
                AGAIN.put(task, processed);
            }
        }
        ProcessCall.suspend();
    }

    /** The exception of the topology is the cause of the library's. */
    private static Throwable ofTopology(Throwable thrown) {
        Throwable cause = thrown.getClass().getName().equals(WRAPPER) ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    /** Adds the headers if the library did not. */
    public static void keepHeaders(ConsumerRecord<?, ?> raw, ConsumerRecord<?, ?> made) {
        if (!made.headers().iterator().hasNext()) {
            for (Header header : raw.headers()) {
                made.headers().add(header);
            }
        }
    }

    /** The records that a consumer fills stores with are not processed: the consumer among the arguments makes no calls. */
    public static void fillsStores(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Consumer) {
                KafkaClient.ofStores(argument);
            }
        }
    }
}
