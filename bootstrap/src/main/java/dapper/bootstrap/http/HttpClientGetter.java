// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.call.Call;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests and responses of an HTTP client. One stateless object per library.
 *
 * @param <Q> a request
 * @param <T> the server that a client may get beside a request, {@link Void} if it gets none
 * @param <R> a response
 */
public interface HttpClientGetter<Q, T, R> {
    /**
     * Null if the request is an object of the application: its methods may have side effects, so only the client may
     * call them. The client reads such a request when it copies it.
     */
    @Nullable
    String method(Q request);

    /**
     * Calls {@link ClientCalls#url} for a call that is recorded.
     *
     * @param request null if only the target may be read
     */
    void describe(Call call, @Nullable Q request, @Nullable T target);

    /**
     * As {@link #describe}, for a call of which only the server is needed. For clients whose URL must be made: it is not
     * used here.
     */
    default void server(Call call, @Nullable Q request, @Nullable T target) {
        describe(call, request, target);
    }

    /**
     * A header of a request that is described, several values joined by commas; null if there is none. The match ignores
     * case.
     */
    default @Nullable String requestHeader(Q request, String name) {
        return null;
    }

    /** As {@link #requestHeader}, of a response. */
    default @Nullable String responseHeader(R response, String name) {
        return null;
    }

    int status(R response);

    /** As in a status line, {@code HTTP/1.1}; null if not known. */
    @Nullable
    String protocol(R response);
}
