// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver.boot;

import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request that one thread reads and handles. The thread uses the same object for the next one. */
final class ReadRequest {
    @Nullable
    SocketChannel channel;

    @Nullable
    String scheme;

    @Nullable
    String requestLine;

    /** The server's own, which finds a name in any case; null until it has read them. */
    @Nullable
    Map<String, List<String>> headers;

    @Nullable
    String method;

    @Nullable
    String path;

    @Nullable
    String query;

    /** Null unless the thread has entered the request. */
    @Nullable
    Object exchange;

    void connection(SocketChannel channel, String scheme) {
        this.channel = channel;
        this.scheme = scheme;
    }

    boolean isReading() {
        return channel != null;
    }

    void head(String requestLine, Map<String, List<String>> headers) {
        if (isReading()) {
            this.requestLine = requestLine;
            this.headers = headers;
        }
    }

    void target(String method, @Nullable String path, @Nullable String query) {
        this.method = method;
        this.path = path;
        this.query = query;
    }

    /** For a request of which the server has not kept the parts. */
    void target(String requestLine) {
        this.requestLine = requestLine;
        int afterMethod = requestLine.indexOf(' ');
        int beforeProtocol = requestLine.lastIndexOf(' ');
        if (afterMethod < 0) {
            return;
        }
        method = requestLine.substring(0, afterMethod);
        if (afterMethod < beforeProtocol) {
            String target = requestLine.substring(afterMethod + 1, beforeProtocol);
            int question = target.indexOf('?');
            path = pathOf(question < 0 ? target : target.substring(0, question));
            query = question < 0 ? null : target.substring(question + 1);
        }
    }

    private static String pathOf(String target) {
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        int slash = authority < 0 ? -1 : target.indexOf('/', authority + 3);
        return slash < 0 ? target : target.substring(slash);
    }

    /** Drops all references. */
    void clear() {
        channel = null;
        scheme = null;
        requestLine = null;
        headers = null;
        method = null;
        path = null;
        query = null;
        exchange = null;
    }
}
