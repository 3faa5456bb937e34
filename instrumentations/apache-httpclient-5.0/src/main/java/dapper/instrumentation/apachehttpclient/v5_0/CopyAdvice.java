// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** Woven into the links of the client's chain: the first gets the client's copy of the request. */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ClassicHttpRequest request) {
        ClassicCalls.copied(request);
    }
}
