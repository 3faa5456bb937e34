// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.AmazonWebServiceRequest;
import net.bytebuddy.asm.Advice;

/** Woven into the last step before a request is marshalled: it returns the request. */
final class MarshalAdvice {
    private MarshalAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) AmazonWebServiceRequest request) {
        request = MessagingCall.marshalling(request);
    }
}
