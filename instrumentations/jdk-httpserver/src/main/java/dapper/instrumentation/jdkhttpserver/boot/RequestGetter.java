// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver.boot;

import dapper.bootstrap.http.HttpServerGetter;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the request of the running thread. The server calls the status of the response itself. */
final class RequestGetter implements HttpServerGetter<ReadRequest, Map<String, List<String>>> {
    @Override
    public @Nullable String header(ReadRequest request, String name) {
        List<String> values = values(request, name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public @Nullable String first(ReadRequest request, String name) {
        List<String> values = values(request, name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private static @Nullable List<String> values(ReadRequest request, String name) {
        return request.headers == null ? null : request.headers.get(name);
    }

    @Override
    public Iterable<String> names(ReadRequest request) {
        return request.headers == null ? Collections.<String>emptyList() : request.headers.keySet();
    }

    @Override
    public @Nullable String method(ReadRequest request) {
        return request.method;
    }

    @Override
    public @Nullable String path(ReadRequest request) {
        return request.path;
    }

    @Override
    public @Nullable String query(ReadRequest request) {
        return request.query;
    }

    @Override
    public @Nullable String scheme(ReadRequest request) {
        return request.scheme;
    }

    @Override
    public @Nullable String authority(ReadRequest request) {
        return first(request, "Host");
    }

    @Override
    public @Nullable String protocol(ReadRequest request) {
        String line = request.requestLine;
        return line == null ? null : line.substring(line.lastIndexOf(' ') + 1);
    }

    @Override
    public @Nullable String peerAddress(ReadRequest request) {
        SocketChannel channel = request.channel;
        InetAddress peer = channel == null ? null : channel.socket().getInetAddress();
        return peer == null ? null : peer.getHostAddress();
    }

    @Override
    public int peerPort(ReadRequest request) {
        SocketChannel channel = request.channel;
        return channel == null ? 0 : channel.socket().getPort();
    }

    /** The server writes the names of headers with a capital letter at the beginning only. */
    @Override
    public @Nullable String responseHeader(Map<String, List<String>> response, String name) {
        List<String> values = response.get(name);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public int status(Map<String, List<String>> response, boolean thrown) {
        return 0;
    }
}
