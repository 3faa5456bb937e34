// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.HeaderGetter;
import org.jspecify.annotations.Nullable;

/** Reads a request that a server received, and its response. One stateless object per library. */
public interface HttpServerGetter<Q, R> extends HeaderGetter<Q> {
    /** Null if the request is so malformed that the server could not read it. */
    @Nullable
    String method(Q request);

    /** As received, still encoded; null if the server could not read it. */
    @Nullable
    String path(Q request);

    /** As received, without the question mark. */
    @Nullable
    String query(Q request);

    /** The scheme of the connection itself: the proxies' values are read from the headers. */
    @Nullable
    String scheme(Q request);

    /** The {@code :authority} of HTTP/2 or the {@code Host} header: a host with an optional port. */
    @Nullable
    String authority(Q request);

    /** As in a request line, {@code HTTP/1.1}. */
    @Nullable
    String protocol(Q request);

    /** IP address of the other end of the connection. */
    @Nullable
    String peerAddress(Q request);

    /** 0 or less if not known. */
    int peerPort(Q request);

    /**
     * A header of the response, several values joined by commas; null if there is none. The match ignores case.
     */
    default @Nullable String responseHeader(R response, String name) {
        return null;
    }

    /**
     * The status of the response; 0 if nobody has set it, so the server sends 200.
     *
     * @param thrown true if an exception escapes to the server, which makes it 500 unless the response is on its way
     */
    int status(R response, boolean thrown);
}
