// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import static dapper.bootstrap.messaging.MessageAttributes.KAFKA_OFFSET;
import static dapper.bootstrap.messaging.MessageAttributes.KAFKA_TOMBSTONE;
import static dapper.bootstrap.messaging.MessageAttributes.PARTITION_ID;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the records that a consumer got. */
final class ConsumerGetter
        implements MessageGetter<ConsumerRecord<?, ?>, KafkaClient, Void>, HeaderGetter<ConsumerRecord<?, ?>> {
    private static final ConsumerGetter GETTER = new ConsumerGetter();
    static final MessageCalls<ConsumerRecord<?, ?>, KafkaClient, Void> CALLS =
            new MessageCalls<>(ProducerGetter.NAME, GETTER, GETTER);

    /** A longer header, in bytes, is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    private ConsumerGetter() {}

    @Override
    public String system() {
        return ProducerGetter.SYSTEM;
    }

    @Override
    public @Nullable String destination(ConsumerRecord<?, ?> record) {
        return record.topic();
    }

    @Override
    public void describe(Call call, ConsumerRecord<?, ?> record, KafkaClient client) {
        MessageCalls.set(call, PARTITION_ID, Integer.toString(record.partition()));
        MessageCalls.set(call, KAFKA_OFFSET, record.offset());
        if (record.value() == null) {
            MessageCalls.set(call, KAFKA_TOMBSTONE, true);
        }
        client.describe(call);
    }

    @Override
    public void describeClient(Call call, KafkaClient client) {
        client.describe(call);
    }

    @Override
    public void describeEnd(Call call, Void confirmation) {}

    @Override
    public @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        String first = null;
        StringBuilder joined = null;
        for (Header header : record.headers()) {
            String value = name.equalsIgnoreCase(header.key()) ? text(header) : null;
            if (value != null && first == null) {
                first = value;
            } else if (value != null) {
                joined = joined == null ? new StringBuilder(first) : joined;
                joined.append(',').append(value);
            }
        }
        return joined == null ? first : joined.toString();
    }

    @Override
    public @Nullable String first(ConsumerRecord<?, ?> record, String name) {
        for (Header header : record.headers()) {
            String value = name.equalsIgnoreCase(header.key()) ? text(header) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public Iterable<String> names(ConsumerRecord<?, ?> record) {
        List<String> names = new ArrayList<>();
        for (Header header : record.headers()) {
            names.add(header.key());
        }
        return names;
    }

    private static @Nullable String text(Header header) {
        byte[] value = header.value();
        return value == null || value.length > MAX_LENGTH ? null : new String(value, StandardCharsets.UTF_8);
    }
}
