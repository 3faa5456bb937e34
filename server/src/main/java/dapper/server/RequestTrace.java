// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the trace id of a request into the log lines of a thread, between {@link #enter} and {@link #leave}. */
public final class RequestTrace {
    private static final String KEY = "trace_id";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private final @Nullable String before;

    private RequestTrace(@Nullable String before) {
        this.before = before;
    }

    /** Returns the trace id in a header {@code traceparent}, or null. */
    public static @Nullable String id(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Returns the trace id in the log lines of this thread, or null. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /**
     * Runs a part of a request's work, on any thread.
     *
     * @param id null if the request has no trace id
     */
    public static void run(@Nullable String id, Runnable part) {
        RequestTrace trace = enter(id);
        try {
            part.run();
        } finally {
            trace.leave();
        }
    }

    /** @param id null if the request has no trace id */
    public static RequestTrace enter(@Nullable String id) {
        RequestTrace trace = new RequestTrace(current());
        set(id);
        return trace;
    }

    /** Restores what was there before. Called by the same thread. */
    public void leave() {
        set(before);
    }

    private static void set(@Nullable String id) {
        if (id == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, id);
        }
    }
}
