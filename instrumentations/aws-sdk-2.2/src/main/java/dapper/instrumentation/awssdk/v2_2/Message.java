// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import software.amazon.awssdk.core.SdkPojo;

/** A message of SQS or SNS, or the request that sends it, with the place that it goes to or comes from. */
final class Message {
    final SdkPojo fields;
    final Destination destination;

    Message(SdkPojo fields, Destination destination) {
        this.fields = fields;
        this.destination = destination;
    }
}
