// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.quartz.v2_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.job.JobCalls;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;

/** Names a run after its job, {@code group.name}. Runs on the threads of the scheduler. */
public final class QuartzJobs {
    private static final JobCalls CALLS = new JobCalls("quartz-2.0");
    private static final String OWN_CLASSES = "org.quartz.";

    private QuartzJobs() {}

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call start(Object job, @Nullable JobExecutionContext context) {
        JobDetail detail = context != null && isOfQuartz(context) ? context.getJobDetail() : null;
        Class<?> type = job.getClass();
        return detail == null || !isOfQuartz(detail)
                ? CALLS.start(type, "execute")
                : CALLS.start(detail.getKey().getGroup() + '.' + detail.getKey().getName(), type, "execute");
    }

    /** An application may have a class of its own, whose methods are not called. */
    private static boolean isOfQuartz(Object object) {
        return object.getClass().getName().startsWith(OWN_CLASSES);
    }
}
