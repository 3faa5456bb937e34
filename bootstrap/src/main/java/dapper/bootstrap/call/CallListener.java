// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import org.jspecify.annotations.Nullable;

/** Sees the end of every call, sampled or not, once. Runs on the application's threads, so it must be quick. */
public interface CallListener {
    /**
     * @param operation method and route of a request to this process; method of a call of an HTTP client; service and
     *     method of a remote procedure call; operation and destination of a message; name of a scheduled job; null for a
     *     database call, and where nothing is known
     * @param nanos duration, 0 or more
     * @param status of an HTTP response, 0 if there was none
     * @param error as in {@code error.type}; null if the call succeeded
     */
    void ended(CallKind kind, @Nullable String operation, long nanos, int status, @Nullable String error);
}
