// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.http.HttpServerGetter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.Uri;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Reads the server's requests and responses, which do not change. */
final class ReceivedRequestGetter implements HttpServerGetter<ReceivedRequest, HttpResponse> {
    @Override
    public @Nullable String header(ReceivedRequest received, String name) {
        return MessageHeaders.joined(received.request, name);
    }

    @Override
    public @Nullable String first(ReceivedRequest received, String name) {
        return MessageHeaders.first(received.request, name);
    }

    @Override
    public Iterable<String> names(ReceivedRequest received) {
        List<String> names = new ArrayList<>();
        for (HttpHeader header : received.request.getHeaders()) {
            names.add(header.name());
        }
        return names;
    }

    @Override
    public String method(ReceivedRequest received) {
        return received.request.method().value();
    }

    @Override
    public String path(ReceivedRequest received) {
        return received.request.uri().path().toString();
    }

    @Override
    public @Nullable String query(ReceivedRequest received) {
        Option<String> query = received.request.uri().rawQueryString();
        return query.isEmpty() ? null : query.get();
    }

    @Override
    public String scheme(ReceivedRequest received) {
        return received.request.uri().scheme();
    }

    /** The server puts the Host header, or the authority of HTTP/2, into the URI. */
    @Override
    public @Nullable String authority(ReceivedRequest received) {
        Uri.Authority authority = received.request.uri().authority();
        return authority.isEmpty() ? null : authority.toString();
    }

    @Override
    public String protocol(ReceivedRequest received) {
        return received.request.protocol().value();
    }

    @Override
    public @Nullable String peerAddress(ReceivedRequest received) {
        InetSocketAddress peer = received.peer;
        return peer == null || peer.getAddress() == null
                ? null
                : peer.getAddress().getHostAddress();
    }

    @Override
    public int peerPort(ReceivedRequest received) {
        return received.peer == null ? 0 : received.peer.getPort();
    }

    @Override
    public @Nullable String responseHeader(HttpResponse response, String name) {
        return MessageHeaders.joined(response, name);
    }

    @Override
    public int status(HttpResponse response, boolean thrown) {
        return response.status().intValue();
    }
}
