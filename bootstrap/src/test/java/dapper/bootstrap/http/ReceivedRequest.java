// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request that remembers which of its parts were read. */
final class ReceivedRequest {
    final @Nullable String method;
    final @Nullable String path;
    final @Nullable String query;
    final Map<String, String> headers = new HashMap<>();
    final TreeSet<String> read = new TreeSet<>();

    ReceivedRequest(@Nullable String method, @Nullable String path, @Nullable String query) {
        this.method = method;
        this.path = path;
        this.query = query;
        headers.put("host", "shop.example:8080");
    }

    <T extends @Nullable Object> T read(String what, T value) {
        read.add(what);
        return value;
    }

    /** Its response is a status. */
    static final class Getter implements HttpServerGetter<ReceivedRequest, Integer> {
        @Override
        public @Nullable String header(ReceivedRequest request, String name) {
            return request.read(name, request.headers.get(name));
        }

        @Override
        public @Nullable String first(ReceivedRequest request, String name) {
            return header(request, name);
        }

        @Override
        public Iterable<String> names(ReceivedRequest request) {
            return List.of();
        }

        @Override
        public @Nullable String method(ReceivedRequest request) {
            return request.read("method", request.method);
        }

        @Override
        public @Nullable String path(ReceivedRequest request) {
            return request.read("path", request.path);
        }

        @Override
        public @Nullable String query(ReceivedRequest request) {
            return request.read("query", request.query);
        }

        @Override
        public String scheme(ReceivedRequest request) {
            return request.read("scheme", "http");
        }

        @Override
        public @Nullable String authority(ReceivedRequest request) {
            return header(request, "host");
        }

        @Override
        public @Nullable String protocol(ReceivedRequest request) {
            return request.read("protocol", "HTTP/1.1");
        }

        @Override
        public @Nullable String peerAddress(ReceivedRequest request) {
            return request.read("peerAddress", "192.0.2.1");
        }

        @Override
        public int peerPort(ReceivedRequest request) {
            return request.read("peerPort", 54321);
        }

        @Override
        public int status(Integer response, boolean thrown) {
            return thrown ? 500 : response;
        }
    }
}
