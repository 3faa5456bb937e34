// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import dapper.bootstrap.HeaderSetter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;

/** Writes trace headers to a request that is about to be encoded. HTTP/2 has names in lower case only. */
final class StreamHeaders implements HeaderSetter<Http2Headers> {
    static final StreamHeaders SETTER = new StreamHeaders();

    private StreamHeaders() {}

    @Override
    public void setHeader(Http2Headers headers, String name, String value) {
        headers.set(name.toLowerCase(Locale.ROOT), value);
    }

    @Override
    public void removeHeader(Http2Headers headers, String name) {
        headers.remove(name.toLowerCase(Locale.ROOT));
    }
}
