// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queues of SQS and the topics of SNS that a version of the AWS SDK has used. */
public final class AwsDestinations<T> {
    /** Further ones get a new object for each call. */
    private static final int MAX_KNOWN = 1_000;

    private final Map<String, AwsDestination<T>> known = new ConcurrentHashMap<>();
    private final AwsMessageSystem<T> sqs;
    private final AwsMessageSystem<T> sns;

    /** To phones and devices. */
    private final AwsDestination<T> nameless;

    /** @param instrumentation its name */
    public AwsDestinations(String instrumentation, AwsFields<T> fields) {
        sqs = new AwsMessageSystem<>(instrumentation, "aws_sqs", MessageAttributes.SQS_QUEUE_URL, fields);
        sns = new AwsMessageSystem<>(instrumentation, "aws.sns", MessageAttributes.SNS_TOPIC_ARN, fields);
        nameless = new AwsDestination<>(sns.calls, null, null);
    }

    /** @param url {@code https://sqs.eu-west-1.amazonaws.com/123456789012/orders} */
    public AwsDestination<T> queue(String url) {
        return known(sqs, url, '/');
    }

    /** @param arn {@code arn:aws:sns:eu-west-1:123456789012:orders}; null, or that of a device, for a message to a single receiver */
    public AwsDestination<T> topic(@Nullable String arn) {
        return arn == null || arn.indexOf('/') >= 0 ? nameless : known(sns, arn, ':');
    }

    private AwsDestination<T> known(AwsMessageSystem<T> system, String address, char separator) {
        AwsDestination<T> found = known.get(address);
        if (found != null) {
            return found;
        }
        String name = address.substring(address.lastIndexOf(separator) + 1);
        AwsDestination<T> made = new AwsDestination<>(system.calls, name, address);
        if (known.size() >= MAX_KNOWN) {
            return made;
        }
        AwsDestination<T> other = known.putIfAbsent(address, made);
        return other == null ? made : other;
    }
}
