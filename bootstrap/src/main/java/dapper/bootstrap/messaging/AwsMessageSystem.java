// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SQS or SNS: reads its messages. The trace headers are attributes of the message. */
final class AwsMessageSystem<T>
        implements MessageGetter<AwsMessage<T>, AwsDestination<T>, T>, HeaderGetter<AwsMessage<T>> {
    /** A longer value is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    final MessageCalls<AwsMessage<T>, AwsDestination<T>, T> calls;

    private final String name;
    private final AttributeKey addressKey;
    private final AwsFields<T> fields;

    AwsMessageSystem(String instrumentation, String name, AttributeKey addressKey, AwsFields<T> fields) {
        this.name = name;
        this.addressKey = addressKey;
        this.fields = fields;
        this.calls = new MessageCalls<>(instrumentation, this, this);
    }

    @Override
    public String system() {
        return name;
    }

    @Override
    public @Nullable String destination(AwsMessage<T> message) {
        return message.destination.name();
    }

    @Override
    public void describe(Call call, AwsMessage<T> message, AwsDestination<T> destination) {
        MessageCalls.set(call, MessageAttributes.MESSAGE_ID, fields.messageId(message.fields));
        describeClient(call, destination);
    }

    @Override
    public void describeClient(Call call, AwsDestination<T> destination) {
        MessageCalls.set(call, addressKey, destination.address());
    }

    @Override
    public void describeEnd(Call call, T answer) {
        MessageCalls.set(call, MessageAttributes.MESSAGE_ID, fields.messageId(answer));
    }

    @Override
    public @Nullable String header(AwsMessage<T> message, String name) {
        for (Map.Entry<String, T> attribute : fields.attributes(message.fields).entrySet()) {
            if (name.equalsIgnoreCase(attribute.getKey())) {
                String value = fields.stringValue(attribute.getValue());
                return value == null || value.length() > MAX_LENGTH ? null : value;
            }
        }
        return null;
    }

    @Override
    public @Nullable String first(AwsMessage<T> message, String name) {
        return header(message, name);
    }

    @Override
    public Iterable<String> names(AwsMessage<T> message) {
        return fields.attributes(message.fields).keySet();
    }
}
