// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.http.HttpServerGetter;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an exchange as it came from the connection; parts are missing if the parser rejected it. */
final class ExchangeGetter implements HttpServerGetter<HttpServerExchange, HttpServerExchange> {
    @Override
    public @Nullable String header(HttpServerExchange exchange, String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        return values.size() == 1 ? values.getFirst() : String.join(",", values);
    }

    @Override
    public @Nullable String first(HttpServerExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public Iterable<String> names(HttpServerExchange exchange) {
        List<String> names = new ArrayList<>();
        for (HttpString name : exchange.getRequestHeaders().getHeaderNames()) {
            names.add(name.toString());
        }
        return names;
    }

    @Override
    public @Nullable String method(HttpServerExchange exchange) {
        return text(exchange.getRequestMethod());
    }

    @Override
    public @Nullable String path(HttpServerExchange exchange) {
        return exchange.isHostIncludedInRequestURI() ? exchange.getRequestPath() : exchange.getRequestURI();
    }

    @Override
    public @Nullable String query(HttpServerExchange exchange) {
        return exchange.getQueryString();
    }

    @Override
    public @Nullable String scheme(HttpServerExchange exchange) {
        return exchange.getRequestScheme();
    }

    /** HTTP/2 exchanges have the Host header too: Undertow copies the authority. */
    @Override
    public @Nullable String authority(HttpServerExchange exchange) {
        return first(exchange, "host");
    }

    @Override
    public @Nullable String protocol(HttpServerExchange exchange) {
        return text(exchange.getProtocol());
    }

    @Override
    public @Nullable String peerAddress(HttpServerExchange exchange) {
        InetSocketAddress peer = exchange.getSourceAddress();
        return peer == null || peer.getAddress() == null
                ? null
                : peer.getAddress().getHostAddress();
    }

    @Override
    public int peerPort(HttpServerExchange exchange) {
        InetSocketAddress peer = exchange.getSourceAddress();
        return peer == null ? 0 : peer.getPort();
    }

    @Override
    public @Nullable String responseHeader(HttpServerExchange response, String name) {
        HeaderValues values = response.getResponseHeaders().get(name);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public int status(HttpServerExchange exchange, boolean thrown) {
        return exchange.getStatusCode();
    }

    private static @Nullable String text(@Nullable HttpString text) {
        return text == null ? null : text.toString();
    }
}
