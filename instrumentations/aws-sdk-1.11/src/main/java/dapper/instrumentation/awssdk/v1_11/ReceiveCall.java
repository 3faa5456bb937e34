// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.propagation.Propagation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receipt of messages from a queue. */
final class ReceiveCall extends MessagingCall {
    private ReceiveCall(AwsDestination<Object> queue) {
        super(queue);
    }

    /** Ends the loop over earlier messages of the queue, if the running thread has left it open. */
    static ReceiveCall from(AwsDestination<Object> queue) {
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
    Object modified(Object request) {
        List<String> named = Property.ATTRIBUTE_NAMES.list(request);
        if (named.contains("All") || named.contains(".*")) {
            return request;
        }
        Set<String> names = new LinkedHashSet<>(named);
        names.addAll(Propagation.fields());
        return names.size() == named.size()
                ? request
                : Property.ATTRIBUTE_NAMES.changed(request, new ArrayList<>(names));
    }

    @Override
    @Nullable
    String ended(Object answer) {
        List<Object> received = Property.MESSAGES.list(answer);
        List<AwsMessage<Object>> messages = new ArrayList<>(received.size());
        for (Object message : received) {
            messages.add(new AwsMessage<>(message, destination));
        }
        calls.received(this, messages, messages.size());
        ReceivedMessages.answered(answer, destination);
        return null;
    }
}
