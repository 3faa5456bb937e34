// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.Span;
import org.jspecify.annotations.Nullable;

/** A call that has ended, sampled or not, as its {@link CallListener} sees it. Its object may be used again afterwards. */
public interface EndedCall {
    @Nullable
    CallKind kind();

    /**
     * The name of its span: method and route of a request to this process; method of a call of an HTTP client; summary
     * of a database call; service and method of a remote procedure call; operation and destination of a message; name
     * of a scheduled job. Null where nothing is known.
     */
    @Nullable
    String operation();

    /** The other side; null for a request to this process, for a job, and where nothing is known. */
    @Nullable
    CallTarget target();

    /** The status of a remote procedure call, by name; null for any other call. */
    @Nullable
    String statusName();

    /** Null if the call is not recorded. */
    @Nullable
    Span span();
}
