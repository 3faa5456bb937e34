// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.job;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import org.jspecify.annotations.Nullable;

/**
 * The runs of scheduled jobs, each an INTERNAL span: the root of a trace of its own, unless the thread has a context.
 * Runs on the threads of the scheduler.
 */
public final class JobCalls {
    private static final AttributeKey FUNCTION = AttributeKey.of("code.function.name");

    private final int instrumentation;

    /** @param instrumentation its name */
    public JobCalls(String instrumentation) {
        this.instrumentation = AdviceErrors.number(instrumentation);
    }

    /** Starts a run that is named {@code Type.method}; otherwise as the other. */
    public @Nullable Call start(Class<?> type, String method) {
        String name = ownName(type);
        return start(name.substring(name.lastIndexOf('.') + 1) + '.' + method, name, method);
    }

    /**
     * Starts a run; {@link #end} must follow on the same thread.
     *
     * @param name of the job
     * @return null if there is nothing to do at the end
     */
    public @Nullable Call start(String name, Class<?> type, String method) {
        return start(name, ownName(type), method);
    }

    private @Nullable Call start(String name, String type, String method) {
        Call call = Call.enter(CallKind.JOB, name, name);
        Span span = call == null ? null : call.span();
        if (span != null) {
            try {
                span.set(FUNCTION, type + '.' + method);
            } catch (Throwable e) {
                // The call is current by now: only a caller that gets it can end it.
                AdviceErrors.caught(e, instrumentation);
            }
        }
        return call;
    }

    /** The name of the class that the application wrote, of which a framework may have made a subclass. */
    private static String ownName(Class<?> type) {
        String name = type.getName();
        int generated = name.indexOf("$$");
        return generated < 0 ? name : name.substring(0, generated);
    }

    /** @param thrown by the job, null if it succeeded */
    public static void end(Call call, @Nullable Throwable thrown) {
        call.leave();
        String error = null;
        try {
            Span span = call.span();
            if (thrown != null) {
                error = thrown.getClass().getName();
                if (span != null) {
                    span.error(thrown);
                }
            }
        } finally {
            call.end(0, error);
        }
    }
}
