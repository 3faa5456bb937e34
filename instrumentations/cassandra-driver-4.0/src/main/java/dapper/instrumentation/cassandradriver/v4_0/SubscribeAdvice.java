// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import net.bytebuddy.asm.Advice;

/** Woven into the step that begins a subscription to a reactive result, on the subscriber's thread. */
final class SubscribeAdvice {
    private SubscribeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object subscription) {
        SubscriberContext.add(subscription);
    }
}
