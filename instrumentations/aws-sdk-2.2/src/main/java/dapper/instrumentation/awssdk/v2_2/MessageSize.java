// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The size of messages as the services count it: bodies and attributes, in bytes of UTF-8. */
final class MessageSize {
    /** The limits of the services for all messages of a request, today's and the earlier one. */
    private static final int[] LIMITS = {1_048_576, 262_144};

    private MessageSize() {}

    /** Returns whether messages are within a limit before the trace headers are added, and beyond it afterwards. */
    static boolean exceeds(long before, long after) {
        for (int limit : LIMITS) {
            if (before <= limit && after > limit) {
                return true;
            }
        }
        return false;
    }

    static long of(SdkPojo message) {
        long size = bytes(Field.BODY.text(message));
        for (Map.Entry<String, SdkPojo> attribute :
                Field.ATTRIBUTES.map(message).entrySet()) {
            SdkPojo value = attribute.getValue();
            size += bytes(attribute.getKey())
                    + bytes(Field.DATA_TYPE.text(value))
                    + bytes(Field.STRING_VALUE.text(value))
                    + Field.BINARY_VALUE.bytes(value);
        }
        return size;
    }

    private static long bytes(@Nullable String text) {
        long bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
