// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import net.bytebuddy.asm.Advice;

/** Woven into the step of the SDK's Netty client that asks for a connection. */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object request) {
        WaitingRequest.add(request);
    }
}
