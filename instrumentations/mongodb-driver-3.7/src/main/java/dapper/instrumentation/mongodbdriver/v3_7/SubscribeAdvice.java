// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import net.bytebuddy.asm.Advice;

/** Woven into the method that subscribes to the documents of a cursor. */
final class SubscribeAdvice {
    private SubscribeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object cursor) {
        SubscriberContext.add(cursor);
    }
}
