// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import org.jspecify.annotations.Nullable;

/** Sees the end of every call, sampled or not, once. Runs on the application's threads, so it must be quick. */
public interface CallListener {
    /**
     * @param call must not be kept
     * @param nanos duration, 0 or more
     * @param status of an HTTP response, 0 if there was none
     * @param error as in {@code error.type}; null if the call succeeded
     */
    void ended(EndedCall call, long nanos, int status, @Nullable String error);
}
