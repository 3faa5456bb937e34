// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.messaging.MessageCalls;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/** A call that sends messages or asks for some. */
abstract class MessagingCall extends ApiCall {
    final AwsDestination<SdkPojo> destination;
    final MessageCalls<AwsMessage<SdkPojo>, AwsDestination<SdkPojo>, SdkPojo> calls;

    MessagingCall(AwsDestination<SdkPojo> destination) {
        this.destination = destination;
        this.calls = destination.calls();
    }

    /** @return null for any other call */
    static @Nullable MessagingCall of(@Nullable String service, @Nullable String operation, SdkRequest request) {
        if (operation == null) {
            return null;
        }
        if ("Sqs".equals(service)) {
            String url = Field.QUEUE_URL.text(request);
            return url == null ? null : ofQueue(operation, request, Messages.DESTINATIONS.queue(url));
        }
        return "Sns".equals(service) ? ofTopic(operation, request) : null;
    }

    private static @Nullable MessagingCall ofQueue(
            String operation, SdkRequest request, AwsDestination<SdkPojo> queue) {
        switch (operation) {
            case "SendMessage":
                return new SendCall(queue, request, false);
            case "SendMessageBatch":
                return new SendCall(queue, request, true);
            case "ReceiveMessage":
                return ReceiveCall.from(queue);
            default:
                return null;
        }
    }

    private static @Nullable MessagingCall ofTopic(String operation, SdkRequest request) {
        boolean isBatch = operation.equals("PublishBatch");
        if (!isBatch && !operation.equals("Publish")) {
            return null;
        }
        String topic = Field.TOPIC_ARN.text(request);
        AwsDestination<SdkPojo> destination =
                Messages.DESTINATIONS.topic(topic == null ? Field.TARGET_ARN.text(request) : topic);
        return new SendCall(destination, request, isBatch);
    }

    @Override
    final boolean begin(ExecutionAttributes attributes) {
        if (!begin()) {
            return false;
        }
        describeRegion(this, attributes);
        return true;
    }

    abstract boolean begin();

    @Override
    final void finish(@Nullable SdkResponse result, @Nullable String code, @Nullable Throwable thrown) {
        String error = code;
        try {
            error = result == null ? code : ended(result);
        } catch (Throwable e) {
            // The call must be ended, whatever the answer is.
            AdviceErrors.caught(e, CallInterceptor.INSTRUMENTATION);
        }
        if (error == null) {
            calls.end(this, result, thrown);
        } else {
            MessageCalls.refuse(this, error);
        }
    }

    /** @return the code of an error, or null */
    abstract @Nullable String ended(SdkResponse result);
}
