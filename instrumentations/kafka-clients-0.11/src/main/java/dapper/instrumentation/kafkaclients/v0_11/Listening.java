// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.instrumentation.kafkaclients.v0_11.ConsumerGetter.CALLS;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a listener container of Spring while it passes records to its listener: one call after the other. The
 * container's own loops over records make no calls, those of the listener do.
 */
public final class Listening {
    private static final String WRAPPER = "org.springframework.kafka.listener.ListenerExecutionFailedException";
    private static final WeakIdentityMap<Listening> CONTAINERS = new WeakIdentityMap<>();

    private @Nullable ProcessCall call;
    private @Nullable Throwable thrown;
    private boolean suspended;

    private Listening() {}

    /**
     * Starts the processing of a record, or of all records of a poll.
     *
     * @param container the object that runs on the container's thread
     */
    public static Listening start(Object container, Object consumer, Object data) {
        Listening listening = CONTAINERS.get(container);
        if (listening == null) {
            listening = new Listening();
            CONTAINERS.put(container, listening);
        }
        listening.start(KafkaClient.consumer(consumer), data);
        return listening;
    }

    private void start(KafkaClient client, Object data) {
        thrown = null;
        suspended = ProcessCall.isSuspended();
        ProcessCall started = new ProcessCall(client);
        call = started(started, client, data) ? started : null;
        ProcessCall.resume(false);
    }

    private static boolean started(ProcessCall call, KafkaClient client, Object data) {
        if (data instanceof ConsumerRecord) {
            return CALLS.startProcess(call, (ConsumerRecord<?, ?>) data, client);
        }
        ConsumerRecords<?, ?> records = (ConsumerRecords<?, ?>) data;
        return CALLS.startProcess(call, ConsumedRecords.topic(records), records, records.count(), client);
    }

    /** Keeps what the listener has thrown: the container catches it. */
    public static void failed(Object container, Throwable thrown) {
        Listening listening = CONTAINERS.get(container);
        if (listening != null) {
            listening.thrown = thrown;
        }
    }

    /** @param thrown by the container, or null */
    public void end(@Nullable Throwable thrown) {
        ProcessCall.resume(suspended);
        ProcessCall ended = call;
        Throwable error = this.thrown == null ? thrown : this.thrown;
        call = null;
        this.thrown = null;
        if (ended != null) {
            CALLS.end(ended, null, error == null ? null : ofListener(error));
        }
    }

    /** The exception of the listener is the cause of Spring's, which may be wrapped twice. */
    private static Throwable ofListener(Throwable thrown) {
        Throwable found = thrown;
        while (found.getClass().getName().equals(WRAPPER)) {
            Throwable cause = found.getCause();
            if (cause == null) {
                break;
            }
            found = cause;
        }
        return found;
    }
}
