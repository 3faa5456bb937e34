// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.bootstrap.messaging.MessageAttributes.KAFKA_OFFSET;
import static dapper.bootstrap.messaging.MessageAttributes.KAFKA_TOMBSTONE;
import static dapper.bootstrap.messaging.MessageAttributes.PARTITION_ID;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records that are sent. */
final class ProducerGetter implements MessageGetter<ProducerRecord<?, ?>, SendCall, RecordMetadata> {
    static final String NAME = "kafka-clients-0.11";
    static final String SYSTEM = "kafka";

    @Override
    public String system() {
        return SYSTEM;
    }

    @Override
    public @Nullable String destination(ProducerRecord<?, ?> record) {
        return record.topic();
    }

    @Override
    public void describe(Call call, ProducerRecord<?, ?> record, SendCall sender) {
        Integer partition = record.partition();
        if (partition != null) {
            MessageCalls.set(call, PARTITION_ID, partition.toString());
        }
        if (record.value() == null) {
            MessageCalls.set(call, KAFKA_TOMBSTONE, true);
        }
        describeClient(call, sender);
    }

    @Override
    public void describeClient(Call call, SendCall sender) {
        sender.client().describe(call);
    }

    /** Without an acknowledgement there is no offset, and perhaps no partition. */
    @Override
    public void describeEnd(Call call, RecordMetadata metadata) {
        if (metadata.partition() >= 0) {
            MessageCalls.set(call, PARTITION_ID, Integer.toString(metadata.partition()));
        }
        if (metadata.offset() >= 0) {
            MessageCalls.set(call, KAFKA_OFFSET, metadata.offset());
        }
    }
}
