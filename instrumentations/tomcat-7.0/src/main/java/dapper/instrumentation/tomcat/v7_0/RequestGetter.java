// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import dapper.bootstrap.Headers;
import dapper.bootstrap.http.HttpServerGetter;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/** Reads a request as it came from the connection, before any valve has changed it. */
final class RequestGetter implements HttpServerGetter<Request, Response> {
    private static final String[] USUAL_METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"};

    /** Most of the requested headers are absent, which a look-up without an enumeration detects. */
    @Override
    public @Nullable String header(Request request, String name) {
        return request.getMimeHeaders().getValue(name) == null
                ? null
                : Headers.join(request.getMimeHeaders().values(name));
    }

    @Override
    public @Nullable String first(Request request, String name) {
        return text(request.getMimeHeaders().getValue(name));
    }

    @Override
    public Iterable<String> names(Request request) {
        return Headers.list(request.getMimeHeaders().names());
    }

    /** Compared first, so that the usual ones cost no allocation. */
    @Override
    public @Nullable String method(Request request) {
        MessageBytes method = request.method();
        for (String usual : USUAL_METHODS) {
            if (method.equals(usual)) {
                return usual;
            }
        }
        return text(method);
    }

    @Override
    public @Nullable String path(Request request) {
        return text(request.requestURI());
    }

    @Override
    public @Nullable String query(Request request) {
        return text(request.queryString());
    }

    /** Set before the adapter has processed the request only if the connection is encrypted. */
    @Override
    public @Nullable String scheme(Request request) {
        String scheme = text(request.scheme());
        return scheme == null ? (String) request.getNote(TomcatRequests.SCHEME) : scheme;
    }

    /** HTTP/2 has no Host header; the container has the name then. */
    @Override
    public @Nullable String authority(Request request) {
        String host = first(request, "host");
        if (host != null) {
            return host;
        }
        String name = text(request.serverName());
        return name == null ? null : name + ':' + request.getServerPort();
    }

    @Override
    public @Nullable String protocol(Request request) {
        return text(request.protocol());
    }

    @Override
    public @Nullable String peerAddress(Request request) {
        if (request.remoteAddr().isNull()) {
            request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
        }
        return text(request.remoteAddr());
    }

    @Override
    public int peerPort(Request request) {
        if (request.getRemotePort() <= 0) {
            request.action(ActionCode.REQ_REMOTEPORT_ATTRIBUTE, request);
        }
        return request.getRemotePort();
    }

    @Override
    public @Nullable String responseHeader(Response response, String name) {
        return response.getMimeHeaders().getValue(name) == null
                ? null
                : Headers.join(response.getMimeHeaders().values(name));
    }

    @Override
    public int status(Response response, boolean thrown) {
        return thrown && !response.isCommitted() ? 500 : response.getStatus();
    }

    /**
     * In some versions {@code toString} converts bytes into text permanently, and the adapter, which decodes the bytes
     * of the path, no longer finds them.
     */
    private static @Nullable String text(@Nullable MessageBytes bytes) {
        if (bytes == null || bytes.isNull()) {
            return null;
        }
        return bytes.getType() == MessageBytes.T_BYTES ? text(bytes.getByteChunk()) : bytes.toString();
    }

    /** ASCII, as nearly all of a request is, needs no decoder, which would allocate ten times as much. */
    @SuppressWarnings("deprecation") // The constructor does what is needed here: one byte is one character.
    private static String text(ByteChunk chunk) {
        byte[] bytes = chunk.getBytes();
        int start = chunk.getStart();
        int end = chunk.getEnd();
        if (bytes == null) {
            return chunk.toString();
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return chunk.toString();
            }
        }
        return new String(bytes, 0, start, end - start);
    }
}
