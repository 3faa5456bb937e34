// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.AwsDestination;
import dapper.bootstrap.messaging.AwsReceivedMessages;
import dapper.bootstrap.messaging.AwsReceivedMessages.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of SQS that the application has got. */
public final class ReceivedMessages {
    private static final WeakIdentityMap<Receipt<Object>> ANSWERS = new WeakIdentityMap<>();

    private ReceivedMessages() {}

    /** Called when all handlers, some of which loop over messages, have seen an answer. */
    static void answered(Object answer, AwsDestination<Object> queue) {
        if (!ProcessCall.isSuspended() && !Property.MESSAGES.list(answer).isEmpty()) {
            ANSWERS.put(answer, new Receipt<>(queue));
        }
    }

    /** @param messages of the answer */
    public static @Nullable List<Object> of(Object answer, @Nullable List<Object> messages) {
        Receipt<Object> receipt = ANSWERS.get(answer);
        return receipt == null || messages == null ? messages : new AwsReceivedMessages<>(messages, receipt);
    }
}
