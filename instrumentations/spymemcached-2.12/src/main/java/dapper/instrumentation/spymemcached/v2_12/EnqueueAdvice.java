// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;
import net.spy.memcached.ops.Operation;

/** Woven into the method that has an operation sent. */
final class EnqueueAdvice {
    private EnqueueAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Operation operation) {
        SpyCalls.sending(operation);
    }
}
