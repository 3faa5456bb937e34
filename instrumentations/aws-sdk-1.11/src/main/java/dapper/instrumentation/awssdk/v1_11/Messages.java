// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import dapper.bootstrap.messaging.AwsDestinations;
import dapper.bootstrap.messaging.AwsFields;
import dapper.bootstrap.messaging.AwsMessageSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of SQS and SNS. */
final class Messages implements AwsFields<Object> {
    static final AwsDestinations<Object> DESTINATIONS = new AwsDestinations<>(ApiCall.INSTRUMENTATION, new Messages());

    private Messages() {}

    @Override
    public @Nullable String messageId(Object owner) {
        return Property.MESSAGE_ID.text(owner);
    }

    @Override
    public Map<String, Object> attributes(Object message) {
        return Property.ATTRIBUTES.map(message);
    }

    @Override
    public @Nullable String stringValue(Object attribute) {
        return Property.STRING_VALUE.text(attribute);
    }

    static long size(Object message) {
        long size = AwsMessageSize.bytes(Property.BODY.text(message));
        for (Map.Entry<String, Object> attribute :
                Property.ATTRIBUTES.map(message).entrySet()) {
            Object value = attribute.getValue();
            size += AwsMessageSize.bytes(attribute.getKey())
                    + AwsMessageSize.bytes(Property.DATA_TYPE.text(value))
                    + AwsMessageSize.bytes(Property.STRING_VALUE.text(value))
                    + Property.BINARY_VALUE.bytes(value);
        }
        return size;
    }
}
