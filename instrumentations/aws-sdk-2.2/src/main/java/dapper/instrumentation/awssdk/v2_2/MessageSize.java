// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.messaging.AwsMessageSize;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** The size of a message. */
final class MessageSize {
    private MessageSize() {}

    static long of(SdkPojo message) {
        long size = AwsMessageSize.bytes(Field.BODY.text(message));
        for (Map.Entry<String, SdkPojo> attribute :
                Field.ATTRIBUTES.map(message).entrySet()) {
            SdkPojo value = attribute.getValue();
            size += AwsMessageSize.bytes(attribute.getKey())
                    + AwsMessageSize.bytes(Field.DATA_TYPE.text(value))
                    + AwsMessageSize.bytes(Field.STRING_VALUE.text(value))
                    + Field.BINARY_VALUE.bytes(value);
        }
        return size;
    }
}
