// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a request on a connection. */
final class StreamRequest {
    private final Channel channel;
    final Http2Headers headers;

    StreamRequest(Channel channel, Http2Headers headers) {
        this.channel = channel;
        this.headers = headers;
    }

    static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }

    @Nullable
    String header(String name) {
        return header(headers, name);
    }

    /** Null if there is none; several values are joined. */
    static @Nullable String header(Http2Headers headers, String name) {
        List<CharSequence> all = headers.getAll(name);
        return all.isEmpty() ? null : all.size() == 1 ? all.get(0).toString() : String.join(",", all);
    }

    @Nullable
    String method() {
        return text(headers.method());
    }

    /** The path with its query, as received. */
    @Nullable
    String target() {
        return text(headers.path());
    }

    @Nullable
    String scheme() {
        return text(headers.scheme());
    }

    @Nullable
    String authority() {
        CharSequence authority = headers.authority();
        return text(authority == null ? headers.get("host") : authority);
    }

    /** The other end of the connection; null for one that is not of the Internet. */
    @Nullable
    InetSocketAddress peer() {
        SocketAddress peer = channel.remoteAddress();
        return peer instanceof InetSocketAddress ? (InetSocketAddress) peer : null;
    }
}
