// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import java.lang.invoke.MethodHandles;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import net.bytebuddy.asm.Advice;

/** Woven into the constructor that copies the application's request before it is sent. */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This HttpRequest request,
            @Advice.FieldValue(value = "userHeaders", readOnly = false) HttpHeaders userHeaders)
            throws Throwable {
        if (Calls.isSending()) {
            Calls.copied(request);
            userHeaders = RequestHeaders.inject(MethodHandles.lookup(), request, userHeaders);
        }
    }
}
