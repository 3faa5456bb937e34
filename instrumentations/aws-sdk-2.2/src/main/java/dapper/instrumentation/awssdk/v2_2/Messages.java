// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.messaging.AwsDestinations;
import dapper.bootstrap.messaging.AwsFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The messages of SQS and SNS. */
final class Messages implements AwsFields<SdkPojo> {
    static final AwsDestinations<SdkPojo> DESTINATIONS = new AwsDestinations<>("aws-sdk-2.2", new Messages());

    private Messages() {}

    @Override
    public @Nullable String messageId(SdkPojo owner) {
        return Field.MESSAGE_ID.text(owner);
    }

    @Override
    public Map<String, SdkPojo> attributes(SdkPojo message) {
        return Field.ATTRIBUTES.map(message);
    }

    @Override
    public @Nullable String stringValue(SdkPojo attribute) {
        return Field.STRING_VALUE.text(attribute);
    }
}
