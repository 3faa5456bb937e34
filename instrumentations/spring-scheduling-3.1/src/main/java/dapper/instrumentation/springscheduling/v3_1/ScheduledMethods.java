// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springscheduling.v3_1;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.job.JobCalls;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/** Names a run after its method, {@code Type.method}. Runs on the threads of the scheduler. */
public final class ScheduledMethods {
    private static final JobCalls CALLS = new JobCalls("spring-scheduling-3.1");

    private ScheduledMethods() {}

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call start(Method method) {
        return CALLS.start(method.getDeclaringClass(), method.getName());
    }

    /** Spring wraps a checked exception of the method. */
    public static void end(Call call, @Nullable Throwable thrown) {
        Throwable wrapped = thrown instanceof UndeclaredThrowableException ? thrown.getCause() : null;
        JobCalls.end(call, wrapped == null ? thrown : wrapped);
    }
}
