// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Attributes;
import dapper.storage.cassandra.codec.AttributesCodec;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.predicate.ValueFilter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of a resource or of a scope, in a block.
 *
 * @param values as {@link Values#storable} returns them
 * @param more whether some are left out, because there are too many or their keys are too long
 */
record SharedAttributes(Map<String, Object> values, boolean more) {
    static SharedAttributes of(Attributes attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            if (Values.isKept(attributes.key(i), values.size())) {
                values.put(attributes.key(i), Values.storable(attributes.value(i)));
            }
        }
        return new SharedAttributes(values, values.size() < attributes.size());
    }

    void write(ByteSink sink) {
        sink.int8(more ? 1 : 0);
        sink.varint(values.size());
        values.forEach((key, value) -> {
            AttributesCodec.key(key, sink);
            Values.append(value, sink);
        });
    }

    static SharedAttributes read(ByteSource source) {
        boolean more = source.int8() != 0;
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = source.count(); i > 0; i--) {
            values.put(AttributesCodec.key(source), Values.next(source));
        }
        return new SharedAttributes(values, more);
    }

    /** @param ifUnknown the answer where the attribute is cut or may be left out */
    boolean test(String key, ValueFilter test, boolean ifUnknown) {
        Object value = values.get(key);
        return value == null ? more && ifUnknown : Values.test(value, test, ifUnknown);
    }

    long memory() {
        return 64 + 150L * values.size();
    }
}
