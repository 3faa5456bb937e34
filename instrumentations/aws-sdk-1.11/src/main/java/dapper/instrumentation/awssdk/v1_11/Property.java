// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A property of what goes to a service and comes from it. It is found by its name, so that no class of a service is
 * needed: each has a jar of its own.
 */
enum Property {
    QUEUE_URL("QueueUrl"),
    TOPIC_ARN("TopicArn"),
    TARGET_ARN("TargetArn"),
    BODY("MessageBody", "Message"),
    ATTRIBUTES("MessageAttributes"),
    ATTRIBUTE_NAMES("MessageAttributeNames"),
    DATA_TYPE("DataType"),
    STRING_VALUE("StringValue"),
    BINARY_VALUE("BinaryValue"),
    /** The messages of a batch. */
    ENTRIES("Entries", "PublishBatchRequestEntries"),
    /** Those that were refused. */
    FAILED("Failed"),
    CODE("Code"),
    MESSAGES("Messages"),
    MESSAGE_ID("MessageId"),
    BUCKET("BucketName"),
    TABLE("TableName");

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    private final ClassValue<@Nullable Method> getters;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    private final ClassValue<@Nullable Method> setters;

    Property(String... names) {
        getters = new ClassValue<@Nullable Method>() {
            @Override
            protected @Nullable Method computeValue(Class<?> type) {
                return method(type, "get", 0, names);
            }
        };
        setters = new ClassValue<@Nullable Method>() {
            @Override
            protected @Nullable Method computeValue(Class<?> type) {
                return method(type, "set", 1, names);
            }
        };
    }

    private static @Nullable Method method(Class<?> type, String prefix, int parameters, String[] names) {
        for (String name : names) {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(prefix + name) && method.getParameterCount() == parameters) {
                    return method;
                }
            }
        }
        return null;
    }

    private @Nullable Object value(Object owner) {
        Method getter = getters.get(owner.getClass());
        try {
            return getter == null ? null : getter.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    String text(Object owner) {
        Object value = value(owner);
        return value instanceof String ? (String) value : null;
    }

    /** Returns the number of bytes in a binary property. */
    int bytes(Object owner) {
        Object value = value(owner);
        return value instanceof ByteBuffer ? ((ByteBuffer) value).remaining() : 0;
    }

    /** @return empty if there is no such property, or nothing in it */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the SDK's own generic types
    <T> List<T> list(Object owner) {
        Object value = value(owner);
        return value instanceof List ? (List<T>) value : Collections.emptyList();
    }

    /** @return empty if there is no such property, or nothing in it */
    @SuppressWarnings("unchecked") // the SDK's own generic types
    Map<String, Object> map(Object owner) {
        Object value = value(owner);
        return value instanceof Map ? (Map<String, Object>) value : Collections.emptyMap();
    }

    /** Returns the class of the values of a map that can be set; null if there is none. */
    @Nullable
    Class<?> valueClass(Object owner) {
        Method setter = setters.get(owner.getClass());
        Type map = setter == null ? null : setter.getGenericParameterTypes()[0];
        Type value = map instanceof ParameterizedType ? ((ParameterizedType) map).getActualTypeArguments()[1] : null;
        return value instanceof Class ? (Class<?>) value : null;
    }

    /** Returns a copy with another value of this property. */
    Object changed(Object original, Object value) {
        try {
            Object copy = original.getClass().getMethod("clone").invoke(original);
            set(copy, value);
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(Object owner, Object value) {
        Method setter = setters.get(owner.getClass());
        if (setter == null) {
            throw new IllegalStateException(owner.getClass().getName() + " has no " + name());
        }
        try {
            setter.invoke(owner, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
