// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.call.ProcessCall;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.messaging.AwsReceivedMessages;
import dapper.bootstrap.messaging.AwsReceivedMessages.Receipt;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/** The answers of SQS that the application has got. */
public final class ReceivedMessages {
    /** By the first message: the SDK may copy the answer, but not its messages, for the application. */
    private static final WeakIdentityMap<Receipt<SdkPojo>> ANSWERS = new WeakIdentityMap<>();

    private ReceivedMessages() {}

    /** Called when all interceptors, some of which loop over messages, have seen an answer of any service. */
    public static void answered(Context.AfterExecution context, ExecutionAttributes attributes) {
        ApiCall call = ApiCall.of(attributes);
        if (call instanceof ReceiveCall && !ProcessCall.isSuspended()) {
            List<SdkPojo> messages = Field.MESSAGES.list(context.response());
            if (!messages.isEmpty()) {
                ANSWERS.put(messages.get(0), new Receipt<>(((ReceiveCall) call).destination));
            }
        }
    }

    /** @param messages of the answer */
    @SuppressWarnings("unchecked") // the SDK's own generic types
    public static List<?> of(List<?> messages) {
        Receipt<SdkPojo> receipt = messages.isEmpty() ? null : ANSWERS.get(messages.get(0));
        return receipt == null ? messages : new AwsReceivedMessages<>((List<SdkPojo>) messages, receipt);
    }
}
