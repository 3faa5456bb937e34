// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import dapper.bootstrap.concurrent.TaskRuns;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the step of the SDK's Netty client that writes a request, on the event loop of its connection. */
final class ConnectedAdvice {
    private ConnectedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object request) {
        return WaitingRequest.connected(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
        TaskRuns.end(before);
    }
}
