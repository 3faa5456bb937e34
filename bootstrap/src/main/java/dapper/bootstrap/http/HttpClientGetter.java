// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** Reads a request that a client is about to send. One stateless object per library. */
public interface HttpClientGetter<Q> {
    String method(Q request);

    /** Absolute; what must not be seen in it is taken out later. */
    String url(Q request);

    String scheme(Q request);

    /** Null if the request does not say. */
    @Nullable
    String host(Q request);

    /** 0 or less for the scheme's own. */
    int port(Q request);
}
