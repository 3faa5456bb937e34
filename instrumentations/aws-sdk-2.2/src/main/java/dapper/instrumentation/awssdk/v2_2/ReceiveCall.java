// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.propagation.Propagation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/** The receipt of messages from a queue. */
final class ReceiveCall extends MessagingCall {
    private ReceiveCall(AwsDestination<SdkPojo> queue) {
        super(queue);
    }

    /** Ends the loop over earlier messages of the queue, if the running thread has left it open. */
    static ReceiveCall from(AwsDestination<SdkPojo> queue) {
        if (ProcessCall.isProcessing()) {
            ProcessCall.endAll(queue);
        }
        return new ReceiveCall(queue);
    }

    @Override
    boolean begin() {
        return calls.startReceive(this, destination.name(), destination);
    }

    /** SQS returns only those attributes that the request names. */
    @Override
    SdkRequest modified(SdkRequest request) {
        List<String> named = Field.ATTRIBUTE_NAMES.list(request);
        if (named.contains("All") || named.contains(".*")) {
            return request;
        }
        Set<String> names = new LinkedHashSet<>(named);
        names.addAll(Propagation.fields());
        return names.size() == named.size()
                ? request
                : (SdkRequest) Field.ATTRIBUTE_NAMES.changed(request, new ArrayList<>(names));
    }

    @Override
    @Nullable
    String ended(SdkResponse result) {
        List<SdkPojo> received = Field.MESSAGES.list(result);
        List<AwsMessage<SdkPojo>> messages = new ArrayList<>(received.size());
        for (SdkPojo message : received) {
            messages.add(new AwsMessage<>(message, destination));
        }
        calls.received(this, messages, messages.size());
        return null;
    }
}
