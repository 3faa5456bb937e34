// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import io.grpc.ServerInterceptor;
import net.bytebuddy.asm.Advice;

/** Woven into the constructor of the server: the last interceptor is the outermost. */
final class NewServerAdvice {
    private NewServerAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue(value = "interceptors", readOnly = false) ServerInterceptor[] interceptors) {
        interceptors = CallingInterceptor.addedTo(interceptors);
    }
}
