// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.messaging.AwsMessageSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sending of one message, or of a batch: all its messages get the context of this call. */
final class SendCall extends MessagingCall {
    private final Object request;
    private final boolean isBatch;

    SendCall(AwsDestination<Object> destination, Object request, boolean isBatch) {
        super(destination);
        this.request = request;
        this.isBatch = isBatch;
    }

    @Override
    boolean begin() {
        if (isBatch) {
            int count = Property.ENTRIES.list(request).size();
            return calls.startSend(this, destination.name(), count, destination);
        }
        return calls.startSend(this, new AwsMessage<>(request, destination), destination);
    }

    /** A phone or a device reads no headers. */
    @Override
    Object modified(Object request) {
        if (destination.name() == null) {
            return request;
        }
        List<Object> plain = isBatch ? Property.ENTRIES.list(request) : Collections.singletonList(request);
        List<Object> withHeaders = new ArrayList<>(plain.size());
        long before = 0;
        long after = 0;
        for (Object message : plain) {
            Object copy = TraceAttributes.with(this, message);
            before += Messages.size(message);
            after += Messages.size(copy);
            withHeaders.add(copy);
        }
        if (withHeaders.isEmpty() || AwsMessageSize.exceeds(before, after)) {
            return request;
        }
        return isBatch ? Property.ENTRIES.changed(request, withHeaders) : withHeaders.get(0);
    }

    /** Some messages of a batch may be refused; the first names the error. */
    @Override
    @Nullable
    String ended(Object answer) {
        List<Object> refused = isBatch ? Property.FAILED.list(answer) : Collections.emptyList();
        return refused.isEmpty() ? null : Property.CODE.text(refused.get(0));
    }
}
