// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * A field of what goes to a service and comes from it. It is found by its name on the wire, so that no class of a
 * service is needed. Older versions of the SDK use another protocol, which has other names.
 */
enum Field {
    QUEUE_URL("QueueUrl"),
    TOPIC_ARN("TopicArn"),
    TARGET_ARN("TargetArn"),
    BODY("MessageBody", "Message"),
    ATTRIBUTES("MessageAttributes", "MessageAttribute"),
    ATTRIBUTE_NAMES("MessageAttributeNames", "MessageAttributeName"),
    DATA_TYPE("DataType"),
    STRING_VALUE("StringValue"),
    BINARY_VALUE("BinaryValue"),
    /** The messages of a batch. */
    ENTRIES("Entries", "PublishBatchRequestEntries", "SendMessageBatchRequestEntry"),
    /** Those that were refused. */
    FAILED("Failed", "BatchResultErrorEntry"),
    CODE("Code"),
    MESSAGES("Messages", "Message"),
    MESSAGE_ID("MessageId"),
    BUCKET("Bucket"),
    TABLE("TableName");

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    private final String[] names;

    Field(String... names) {
        this.names = names;
    }

    private boolean isNamed(@Nullable String location) {
        for (String name : names) {
            if (name.equals(location)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    SdkField<?> of(SdkPojo owner) {
        for (SdkField<?> field : owner.sdkFields()) {
            if (isNamed(field.locationName())) {
                return field;
            }
        }
        return null;
    }

    private @Nullable Object value(SdkPojo owner) {
        SdkField<?> field = of(owner);
        return field == null ? null : field.getValueOrDefault(owner);
    }

    @Nullable
    String text(SdkPojo owner) {
        Object value = value(owner);
        return value instanceof String ? (String) value : null;
    }

    /** Returns the number of bytes in a binary field. */
    int bytes(SdkPojo owner) {
        Object value = value(owner);
        return value instanceof SdkBytes ? ((SdkBytes) value).asByteBuffer().remaining() : 0;
    }

    /** @return empty if there is no such field, or nothing in it */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the SDK's own generic types
    <T> List<T> list(SdkPojo owner) {
        Object value = value(owner);
        return value instanceof List ? (List<T>) value : Collections.emptyList();
    }

    /** @return empty if there is no such field, or nothing in it */
    @SuppressWarnings("unchecked") // the SDK's own generic types
    Map<String, SdkPojo> map(SdkPojo owner) {
        Object value = value(owner);
        return value instanceof Map ? (Map<String, SdkPojo>) value : Collections.emptyMap();
    }

    /** Returns a copy with another value of this field. */
    SdkPojo changed(SdkPojo original, Object value) {
        Object builder = ((ToCopyableBuilder<?, ?>) original).toBuilder();
        set(builder, value);
        return (SdkPojo) ((Buildable) builder).build();
    }

    void set(Object builder, Object value) {
        SdkField<?> field = of((SdkPojo) builder);
        if (field != null) {
            field.set(builder, value);
        }
    }
}
