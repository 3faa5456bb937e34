// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that send a command until a node of a cluster accepts it. */
final class ClusterAdvice {
    private ClusterAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter() {
        return JedisCalls.start();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            JedisCalls.end(call, thrown);
        }
    }
}
