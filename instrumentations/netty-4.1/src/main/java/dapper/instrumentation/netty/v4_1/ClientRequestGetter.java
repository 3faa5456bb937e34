// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.Authority;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request that is about to be encoded for a connection, and its response. */
final class ClientRequestGetter implements HttpClientGetter<HttpRequest, Connection, HttpResponse> {
    @Override
    public String method(HttpRequest request) {
        return request.method().name();
    }

    @Override
    public void describe(Call call, @Nullable HttpRequest request, @Nullable Connection connection) {
        if (request == null || connection == null) {
            return;
        }
        describe(call, request, connection, true);
    }

    @Override
    public void server(Call call, @Nullable HttpRequest request, @Nullable Connection connection) {
        if (request != null && connection != null) {
            describe(call, request, connection, false);
        }
    }

    private static void describe(Call call, HttpRequest request, Connection connection, boolean withUrl) {
        String target = request.uri();
        boolean isUrl = RequestTarget.isUrl(target);
        String scheme = isUrl ? target.substring(0, target.indexOf(':')) : connection.scheme();
        String authority = isUrl ? RequestTarget.authority(target) : authority(request, connection);
        String url = isUrl ? target : authority == null || !withUrl ? null : scheme + "://" + authority + target;
        Authority server = Authority.parse(authority);
        if (server == null) {
            ClientCalls.url(call, url, scheme, null, 0);
        } else {
            ClientCalls.url(call, url, scheme, server.host, server.port);
        }
    }

    private static @Nullable String authority(HttpRequest request, Connection connection) {
        String host = request.headers().get("host");
        SocketAddress remote = connection.channel.remoteAddress();
        if (host != null || !(remote instanceof InetSocketAddress)) {
            return host;
        }
        InetSocketAddress server = (InetSocketAddress) remote;
        String name = server.getHostString();
        return (name.indexOf(':') < 0 ? name : '[' + name + ']') + ':' + server.getPort();
    }

    @Override
    public @Nullable String requestHeader(HttpRequest request, String name) {
        return joined(request.headers().getAll(name));
    }

    @Override
    public @Nullable String responseHeader(HttpResponse response, String name) {
        return joined(response.headers().getAll(name));
    }

    static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public int status(HttpResponse response) {
        return response.status().code();
    }

    @Override
    public String protocol(HttpResponse response) {
        return response.protocolVersion().text();
    }
}
