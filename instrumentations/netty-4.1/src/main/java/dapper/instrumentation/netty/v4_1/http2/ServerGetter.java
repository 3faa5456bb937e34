// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import dapper.bootstrap.http.HttpServerGetter;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the request that opens a stream of a server. */
final class ServerGetter implements HttpServerGetter<StreamRequest, Http2Headers> {
    @Override
    public @Nullable String header(StreamRequest request, String name) {
        return request.header(name);
    }

    @Override
    public @Nullable String first(StreamRequest request, String name) {
        return StreamRequest.text(request.headers.get(name));
    }

    @Override
    public Iterable<String> names(StreamRequest request) {
        List<String> names = new ArrayList<>();
        for (CharSequence name : request.headers.names()) {
            names.add(name.toString());
        }
        return names;
    }

    @Override
    public @Nullable String method(StreamRequest request) {
        return request.method();
    }

    @Override
    public @Nullable String path(StreamRequest request) {
        String target = request.target();
        int question = target == null ? -1 : target.indexOf('?');
        return target == null || question < 0 ? target : target.substring(0, question);
    }

    @Override
    public @Nullable String query(StreamRequest request) {
        String target = request.target();
        int question = target == null ? -1 : target.indexOf('?');
        return target == null || question < 0 ? null : target.substring(question + 1);
    }

    @Override
    public @Nullable String scheme(StreamRequest request) {
        return request.scheme();
    }

    @Override
    public @Nullable String authority(StreamRequest request) {
        return request.authority();
    }

    @Override
    public String protocol(StreamRequest request) {
        return Streams.PROTOCOL;
    }

    @Override
    public @Nullable String peerAddress(StreamRequest request) {
        InetSocketAddress peer = request.peer();
        return peer == null || peer.getAddress() == null
                ? null
                : peer.getAddress().getHostAddress();
    }

    @Override
    public int peerPort(StreamRequest request) {
        InetSocketAddress peer = request.peer();
        return peer == null ? 0 : peer.getPort();
    }

    @Override
    public @Nullable String responseHeader(Http2Headers response, String name) {
        return StreamRequest.header(response, name);
    }

    @Override
    public int status(Http2Headers response, boolean thrown) {
        return 0; // the encoder has the response
    }
}
