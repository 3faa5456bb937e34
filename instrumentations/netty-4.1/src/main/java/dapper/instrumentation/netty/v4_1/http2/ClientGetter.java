// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.Authority;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Reads a request that is about to open a stream of a client, and its response. */
final class ClientGetter implements HttpClientGetter<StreamRequest, Void, Http2Headers> {
    @Override
    public @Nullable String method(StreamRequest request) {
        return request.method();
    }

    @Override
    public void describe(Call call, @Nullable StreamRequest request, @Nullable Void target) {
        if (request == null) {
            return;
        }
        String text = request.authority();
        Authority authority = Authority.parse(text);
        String path = request.target();
        String scheme = request.scheme();
        String url = scheme == null || path == null || text == null ? null : scheme + "://" + text + path;
        if (authority != null) {
            ClientCalls.url(call, url, scheme, authority.host, authority.port);
            return;
        }
        InetSocketAddress peer = request.peer();
        ClientCalls.url(
                call, url, scheme, peer == null ? null : peer.getHostString(), peer == null ? 0 : peer.getPort());
    }

    @Override
    public @Nullable String requestHeader(StreamRequest request, String name) {
        return request.header(name);
    }

    @Override
    public @Nullable String responseHeader(Http2Headers response, String name) {
        return StreamRequest.header(response, name);
    }

    @Override
    public int status(Http2Headers response) {
        return StreamCall.status(response);
    }

    @Override
    public String protocol(Http2Headers response) {
        return Streams.PROTOCOL;
    }
}
