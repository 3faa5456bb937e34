// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import org.jspecify.annotations.Nullable;

/** The errors that Redis replies: a prefix in upper case, {@code WRONGTYPE}, and a message that may quote values. */
final class ErrorReply {
    private static final int MAX_LENGTH = 32;

    private ErrorReply() {}

    /** Returns the prefix of a reply, or null if the text does not have the form of one. */
    static @Nullable String prefix(@Nullable String reply) {
        if (reply == null) {
            return null;
        }
        int end = 0;
        while (end < reply.length() && isPartOfPrefix(reply.charAt(end))) {
            end++;
        }
        boolean delimited = end == reply.length() || reply.charAt(end) == ' ';
        return end >= 2 && end <= MAX_LENGTH && delimited ? reply.substring(0, end) : null;
    }

    private static boolean isPartOfPrefix(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
