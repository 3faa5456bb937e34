// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Woven into the method that has the operations of several servers sent. */
final class EnqueueAllAdvice {
    private EnqueueAllAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Map<?, ?> operations) {
        SpyCalls.sendingAll(operations);
    }
}
