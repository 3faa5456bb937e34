// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a message and of all messages in it by their JSON names, as the generated classes describe them. */
final class JsonFields {
    private final Map<Descriptor, Map<String, FieldDescriptor>> byMessage = new HashMap<>();

    JsonFields(Descriptor root) {
        collect(root);
    }

    private void collect(Descriptor message) {
        if (byMessage.containsKey(message)) {
            return;
        }
        byMessage.put(
                message,
                message.getFields().stream()
                        .collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, field -> field)));
        for (FieldDescriptor field : message.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collect(field.getMessageType());
            }
        }
    }

    /** Returns null if the message has no such field: OTLP requires such fields to be ignored. */
    @Nullable
    FieldDescriptor find(Descriptor message, String jsonName) {
        Map<String, FieldDescriptor> fields = byMessage.get(message);
        return fields == null ? null : fields.get(jsonName);
    }
}
