// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import net.bytebuddy.asm.Advice;

/** Woven into the method that adds a listener to a future. */
final class ListenerAdvice {
    private ListenerAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object future) {
        ListenerContext.add(future);
    }
}
