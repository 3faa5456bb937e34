// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

/** A message of SQS or SNS, or the request that sends it, with the place that it goes to or comes from. */
public final class AwsMessage<T> {
    final T fields;
    final AwsDestination<T> destination;

    public AwsMessage(T fields, AwsDestination<T> destination) {
        this.fields = fields;
        this.destination = destination;
    }
}
