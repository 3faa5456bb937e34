// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;

/**
 * Woven into the step from one interceptor to the next, which happens once per redirect and retry below those of the
 * application.
 */
final class ProceedAdvice {
    private ProceedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("interceptors") List<?> interceptors,
            @Advice.FieldValue("index") int index,
            @Advice.Argument(value = 0, readOnly = false) Request request) {
        if (RequestCopy.isForNetwork(interceptors, index)) {
            request = RequestCopy.withHeaders(request);
        }
    }
}
