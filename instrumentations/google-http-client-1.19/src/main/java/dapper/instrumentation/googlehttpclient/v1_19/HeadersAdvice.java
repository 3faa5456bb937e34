// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import com.google.api.client.http.HttpHeaders;
import net.bytebuddy.asm.Advice;

/** Woven into the step that writes headers to a request of the transport, once per redirect and retry. */
final class HeadersAdvice {
    private HeadersAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) HttpHeaders headers) {
        headers = HeadersCopy.withTrace(headers);
    }
}
