// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import net.bytebuddy.asm.Advice;

/** Woven into {@code newCall} of the channel, below the interceptors of stubs and above retries and those of the channel. */
final class NewCallAdvice {
    private NewCallAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("target") String target,
            @Advice.Argument(0) MethodDescriptor<?, ?> method,
            @Advice.Return(readOnly = false) ClientCall<?, ?> call) {
        call = MadeCall.decorate(call, method, target);
    }
}
