// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsMessage;
import dapper.bootstrap.messaging.AwsMessageSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/** The sending of one message, or of a batch: all its messages get the context of this call. */
final class SendCall extends MessagingCall {
    private final SdkRequest request;
    private final boolean isBatch;

    SendCall(AwsDestination<SdkPojo> destination, SdkRequest request, boolean isBatch) {
        super(destination);
        this.request = request;
        this.isBatch = isBatch;
    }

    @Override
    boolean begin() {
        if (isBatch) {
            int count = Field.ENTRIES.list(request).size();
            return calls.startSend(this, destination.name(), count, destination);
        }
        return calls.startSend(this, new AwsMessage<>(request, destination), destination);
    }

    /** A phone or a device reads no headers. */
    @Override
    SdkRequest modified(SdkRequest request) {
        if (destination.name() == null) {
            return request;
        }
        List<SdkPojo> plain = isBatch ? Field.ENTRIES.list(request) : Collections.singletonList(request);
        List<SdkPojo> withHeaders = new ArrayList<>(plain.size());
        long before = 0;
        long after = 0;
        for (SdkPojo message : plain) {
            SdkPojo copy = TraceAttributes.with(this, message);
            before += MessageSize.of(message);
            after += MessageSize.of(copy);
            withHeaders.add(copy);
        }
        if (withHeaders.isEmpty() || AwsMessageSize.exceeds(before, after)) {
            return request;
        }
        return (SdkRequest) (isBatch ? Field.ENTRIES.changed(request, withHeaders) : withHeaders.get(0));
    }

    /** Some messages of a batch may be refused; the first names the error. */
    @Override
    @Nullable
    String ended(SdkResponse result) {
        List<SdkPojo> refused = isBatch ? Field.FAILED.list(result) : Collections.emptyList();
        return refused.isEmpty() ? null : Field.CODE.text(refused.get(0));
    }
}
