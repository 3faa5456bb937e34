// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import dapper.bootstrap.db.redis.Housekeeping;
import net.bytebuddy.asm.Advice;

/** Woven into methods that send commands on the client's own account. */
final class HousekeepingAdvice {
    private HousekeepingAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        Housekeeping.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
        Housekeeping.end();
    }
}
