// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import net.bytebuddy.asm.Advice;
import org.apache.http.client.methods.HttpUriRequest;

/** Woven into the constructors of the client's copies of a request. */
final class CopyAdvice {
    private CopyAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This HttpUriRequest copy) {
        Calls.copied(copy);
    }
}
