// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one record: begins on the application's thread and ends on the producer's, when the broker has
 * confirmed the record. Calls the application's callback, if there is one, in the caller's context.
 */
public final class SendCall extends Call implements Callback {
    private static final int INSTRUMENTATION = AdviceErrors.number(ProducerGetter.NAME);
    private static final MessageCalls<ProducerRecord<?, ?>, SendCall, RecordMetadata> CALLS =
            new MessageCalls<>(ProducerGetter.NAME, new ProducerGetter(), null);

    private final Object producer;
    private final AbstractConfig config;
    private final String clientId;
    private final @Nullable Callback delegate;

    private SendCall(Object producer, AbstractConfig config, String clientId, @Nullable Callback delegate) {
        this.producer = producer;
        this.config = config;
        this.clientId = clientId;
        this.delegate = delegate;
    }

    /**
     * Starts the sending of a record.
     *
     * @param record null if the application passed none; the producer will throw
     * @return null if there is nothing to do
     */
    public static @Nullable SendCall start(
            Object producer,
            AbstractConfig config,
            String clientId,
            @Nullable ProducerRecord<?, ?> record,
            @Nullable Callback callback) {
        if (record == null) {
            return null;
        }
        SendCall call = new SendCall(producer, config, clientId, callback);
        return CALLS.startSend(call, record, call) ? call : null;
    }

    KafkaClient client() {
        return KafkaClient.producer(producer, config, clientId);
    }

    /** Returns the record to send. Never throws: the call has started. */
    public ProducerRecord<?, ?> withHeaders(ProducerRecord<?, ?> record, ApiVersions versions) {
        try {
            if (MessageFormat.hasHeaders(versions)) {
                RecordCopy<?, ?> copy = new RecordCopy<>(record);
                inject(RecordSetter.HEADERS, copy);
                return copy.record();
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
        return record;
    }

    /** The callback for the producer; null if nobody needs one. */
    public @Nullable Callback callback() {
        return delegate == null && !isObserved() ? null : this;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        end(metadata, exception);
        if (delegate != null) {
            TraceContext before = enterCaller();
            try {
                delegate.onCompletion(metadata, exception);
            } finally {
                Call.leaveCaller(before);
            }
        }
    }

    public void end(@Nullable RecordMetadata metadata, @Nullable Throwable thrown) {
        CALLS.end(this, metadata, thrown);
    }
}
