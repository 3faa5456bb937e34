// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Span;
import dapper.storage.cassandra.codec.EncodedSpan;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rules for spans that Cassandra can never store, with any configuration or with the default one: a key of more than
 * 65,535 bytes, a mutation above half a segment of the commit log. Retries would never store such a span.
 *
 * <p>Texts in keys: the service (partition key of its operations, clustering key of the list of services) and the
 * operation (clustering key). Texts in index blocks are cut.
 */
final class StorageRules {
    /** 65,535 for a whole key, less the other components and the lengths in a composite key. */
    static final int LONGEST_KEY_TEXT = 65_000;

    /** Half of the 16 MiB that a commit log segment of 32 MiB, the default, allows for a mutation. */
    static final int LARGEST_CELL = 8 << 20;

    private static final int MOST_BYTES_PER_CHAR = 3;

    private StorageRules() {}

    /** Returns the rule that a span breaks, as a phrase for the user who sends it; null if none. */
    static @Nullable String broken(EncodedSpan encoded, InsertOrigins.OfWrite origins) {
        Span span = encoded.span();
        if (isTooLong(span.serviceName())) {
            return "the service name has more than " + LONGEST_KEY_TEXT + " bytes";
        }
        if (isTooLong(span.name())) {
            return "the span name has more than " + LONGEST_KEY_TEXT + " bytes";
        }
        if (encoded.size() > LARGEST_CELL) {
            return tooLarge("the span", encoded.size());
        }
        if (origins.size(span.resource()) > LARGEST_CELL) {
            return tooLarge("the resource", origins.size(span.resource()));
        }
        return origins.size(span.scope()) > LARGEST_CELL ? tooLarge("the scope", origins.size(span.scope())) : null;
    }

    private static boolean isTooLong(String text) {
        return text.length() > LONGEST_KEY_TEXT / MOST_BYTES_PER_CHAR
                && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY_TEXT;
    }

    private static String tooLarge(String what, int bytes) {
        return what + " takes " + bytes + " bytes, more than the " + LARGEST_CELL + " that are stored";
    }
}
