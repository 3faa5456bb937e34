// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kafkaclients.v0_11;

import dapper.bootstrap.HeaderSetter;
import java.nio.charset.StandardCharsets;

/** Writes headers to the copy of a record that is sent. */
final class RecordSetter implements HeaderSetter<RecordCopy<?, ?>> {
    static final RecordSetter HEADERS = new RecordSetter();

    private RecordSetter() {}

    @Override
    public void setHeader(RecordCopy<?, ?> record, String name, String value) {
        removeHeader(record, name);
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void removeHeader(RecordCopy<?, ?> record, String name) {
        String key = record.find(name);
        while (key != null) {
            record.headers().remove(key);
            key = record.find(name);
        }
    }
}
