// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import static dapper.bootstrap.messaging.MessageAttributes.MESSAGE_ID;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageAttributes;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;

/** SQS or SNS: reads its messages. The trace headers are attributes of the message. */
final class MessageSystem implements MessageGetter<Message, Destination, SdkResponse>, HeaderGetter<Message> {
    /** A longer value is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    static final MessageSystem SQS = new MessageSystem("aws_sqs", MessageAttributes.SQS_QUEUE_URL);
    static final MessageSystem SNS = new MessageSystem("aws.sns", MessageAttributes.SNS_TOPIC_ARN);

    final MessageCalls<Message, Destination, SdkResponse> calls;

    private final String name;
    private final AttributeKey addressKey;

    private MessageSystem(String name, AttributeKey addressKey) {
        this.name = name;
        this.addressKey = addressKey;
        this.calls = new MessageCalls<>("aws-sdk-2.2", this, this);
    }

    @Override
    public String system() {
        return name;
    }

    @Override
    public @Nullable String destination(Message message) {
        return message.destination.name();
    }

    @Override
    public void describe(Call call, Message message, Destination destination) {
        MessageCalls.set(call, MESSAGE_ID, Field.MESSAGE_ID.text(message.fields));
        describeClient(call, destination);
    }

    @Override
    public void describeClient(Call call, Destination destination) {
        MessageCalls.set(call, addressKey, destination.address());
    }

    @Override
    public void describeEnd(Call call, SdkResponse response) {
        MessageCalls.set(call, MESSAGE_ID, Field.MESSAGE_ID.text(response));
    }

    @Override
    public @Nullable String header(Message message, String name) {
        for (Map.Entry<String, SdkPojo> attribute :
                Field.ATTRIBUTES.map(message.fields).entrySet()) {
            if (name.equalsIgnoreCase(attribute.getKey())) {
                String value = Field.STRING_VALUE.text(attribute.getValue());
                return value == null || value.length() > MAX_LENGTH ? null : value;
            }
        }
        return null;
    }

    @Override
    public @Nullable String first(Message message, String name) {
        return header(message, name);
    }

    @Override
    public Iterable<String> names(Message message) {
        return Field.ATTRIBUTES.map(message.fields).keySet();
    }
}
