// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of the application and, as soon as a header changes, the copy that is sent instead. The application may send
 * its record again, and a record that was sent has headers that cannot change. Keys, values and the other headers are
 * the same objects.
 */
final class RecordCopy<K, V> {
    private ProducerRecord<K, V> record;
    private boolean copied;

    RecordCopy(ProducerRecord<K, V> record) {
        this.record = record;
    }

    ProducerRecord<K, V> record() {
        return record;
    }

    /** The headers of the copy. */
    Headers headers() {
        if (!copied) {
            record = new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers());
            copied = true;
        }
        return record.headers();
    }

    /** The key of the first header with this name, whose case does not matter; null if there is none. */
    @Nullable
    String find(String name) {
        for (Header header : record.headers()) {
            if (name.equalsIgnoreCase(header.key())) {
                return header.key();
            }
        }
        return null;
    }
}
