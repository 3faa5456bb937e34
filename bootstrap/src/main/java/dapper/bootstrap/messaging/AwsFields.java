// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of SQS and SNS as a version of the AWS SDK has them. One stateless object per version.
 *
 * @param <T> a message, the request that sends it, an answer, or the value of an attribute
 */
public interface AwsFields<T> {
    /** The id of a message, or that in the answer to the request that sent it. */
    @Nullable
    String messageId(T owner);

    /** The attributes of a message by name; empty if it has none. */
    Map<String, T> attributes(T message);

    /** The text of an attribute; null if it has a number of bytes. */
    @Nullable
    String stringValue(T attribute);
}
