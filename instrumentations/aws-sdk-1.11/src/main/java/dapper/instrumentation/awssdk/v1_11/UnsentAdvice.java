// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import net.bytebuddy.asm.Advice;

/** Woven into the last step of a call, which also follows a request that could not be marshalled. */
final class UnsentAdvice {
    private UnsentAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        MessagingCall.endUnsent();
    }
}
