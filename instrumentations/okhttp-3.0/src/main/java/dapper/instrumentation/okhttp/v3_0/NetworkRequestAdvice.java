// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import net.bytebuddy.asm.Advice;
import okhttp3.Request;

/** Woven into the method that makes the request for the network, once per redirect and retry. */
final class NetworkRequestAdvice {
    private NetworkRequestAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) Request request) {
        request = RequestCopy.withHeaders(request);
    }
}
