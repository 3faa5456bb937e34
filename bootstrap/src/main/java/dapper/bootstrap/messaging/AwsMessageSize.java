// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import org.jspecify.annotations.Nullable;

/** The size of messages as SQS and SNS count it: bodies and attributes, in bytes of UTF-8. */
public final class AwsMessageSize {
    /** The limits of the services for all messages of a request, today's and the earlier one. */
    private static final int[] LIMITS = {1_048_576, 262_144};

    private AwsMessageSize() {}

    /** Returns whether messages are within a limit before the trace headers are added, and beyond it afterwards. */
    public static boolean exceeds(long before, long after) {
        for (int limit : LIMITS) {
            if (before <= limit && after > limit) {
                return true;
            }
        }
        return false;
    }

    public static long bytes(@Nullable String text) {
        long bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
