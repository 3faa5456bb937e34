// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.http.HttpServerGetter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the request that starts on a connection. In place of one that it cannot read, the decoder makes up another. */
final class ServerRequestGetter implements HttpServerGetter<ServerConnection, HttpResponse> {
    @Override
    public @Nullable String header(ServerConnection connection, String name) {
        HttpHeaders headers = headers(connection);
        String first = headers == null ? null : headers.get(name);
        if (headers == null || first == null) {
            return null;
        }
        List<String> all = headers.getAll(name);
        return all.size() == 1 ? first : String.join(",", all);
    }

    @Override
    public @Nullable String first(ServerConnection connection, String name) {
        HttpHeaders headers = headers(connection);
        return headers == null ? null : headers.get(name);
    }

    @Override
    public Iterable<String> names(ServerConnection connection) {
        HttpHeaders headers = headers(connection);
        return headers == null ? Collections.<String>emptySet() : headers.names();
    }

    private static @Nullable HttpHeaders headers(ServerConnection connection) {
        return connection.request == null ? null : connection.request.headers();
    }

    private static @Nullable HttpRequest readable(ServerConnection connection) {
        HttpRequest request = connection.request;
        return request == null || request.decoderResult().isFailure() ? null : request;
    }

    @Override
    public @Nullable String method(ServerConnection connection) {
        HttpRequest request = readable(connection);
        return request == null ? null : request.method().name();
    }

    @Override
    public @Nullable String path(ServerConnection connection) {
        HttpRequest request = readable(connection);
        return request == null ? null : RequestTarget.path(request.uri());
    }

    @Override
    public @Nullable String query(ServerConnection connection) {
        HttpRequest request = readable(connection);
        return request == null ? null : RequestTarget.query(request.uri());
    }

    @Override
    public String scheme(ServerConnection connection) {
        return connection.scheme();
    }

    @Override
    public @Nullable String authority(ServerConnection connection) {
        return first(connection, "host");
    }

    @Override
    public @Nullable String protocol(ServerConnection connection) {
        HttpRequest request = readable(connection);
        return request == null ? null : request.protocolVersion().text();
    }

    @Override
    public @Nullable String peerAddress(ServerConnection connection) {
        SocketAddress peer = connection.channel.remoteAddress();
        return peer instanceof InetSocketAddress && ((InetSocketAddress) peer).getAddress() != null
                ? ((InetSocketAddress) peer).getAddress().getHostAddress()
                : null;
    }

    @Override
    public int peerPort(ServerConnection connection) {
        SocketAddress peer = connection.channel.remoteAddress();
        return peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getPort() : 0;
    }

    @Override
    public @Nullable String responseHeader(HttpResponse response, String name) {
        return ClientRequestGetter.joined(response.headers().getAll(name));
    }

    @Override
    public int status(HttpResponse response, boolean thrown) {
        return 0; // the encoder has the response
    }
}
