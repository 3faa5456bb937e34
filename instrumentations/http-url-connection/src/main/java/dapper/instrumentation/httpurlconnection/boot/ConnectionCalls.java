// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection.boot;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.Propagation;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.http.HttpClientCalls;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * The call that a connection represents. Runs on the application's threads.
 *
 * <p>A call begins with the first of {@code connect}, {@code getOutputStream} and {@code getInputStream} and ends when
 * {@code getInputStream} returns or any of them throws. These methods call each other; the outermost counts. Between
 * them a sampled call waits in a weak map, because a loaded class of the JDK cannot get a new field.
 */
public final class ConnectionCalls {
    private static final HeaderSetter<HttpURLConnection> HEADERS = new HeaderSetter<HttpURLConnection>() {
        @Override
        public void setHeader(HttpURLConnection connection, String name, String value) {
            connection.setRequestProperty(name, value);
        }
    };

    /** Stands for a call that has failed: on another attempt the connection throws the same exception again. */
    private static final TraceContext OVER = UnsampledContext.SUPPRESSED;

    private static final WeakIdentityMap<TraceContext> OPEN = new WeakIdentityMap<>();

    /** True if the running thread is inside one of the methods. */
    private static final ThreadLocal<boolean[]> INSIDE = new ThreadLocal<boolean[]>() {
        @Override
        protected boolean[] initialValue() {
            return new boolean[1];
        }
    };

    private ConnectionCalls() {}

    /**
     * Returns null if there is nothing to do when the method ends.
     *
     * @param begun true if a call was made on it before: it is connected, or has a response. A connection whose
     *     response has no body is no longer connected when the application requests the body.
     */
    public static @Nullable TraceContext enter(HttpURLConnection connection, boolean begun) {
        boolean[] inside = INSIDE.get();
        if (inside[0]) {
            return null;
        }
        TraceContext call = OPEN.get(connection);
        if (call == null) {
            // An unknown call that has begun needs no work: it is over, unsampled, or older than the agent.
            call = begun ? null : begin(connection);
        }
        inside[0] = call != null && call != OVER;
        return inside[0] ? call : null;
    }

    private static @Nullable TraceContext begin(HttpURLConnection connection) {
        TraceContext call = HttpClientCalls.start(connection.getRequestMethod());
        if (call == null) {
            return null;
        }
        try {
            Propagation.inject(call, HEADERS, connection);
        } catch (IllegalStateException e) {
            return null; // reused after disconnect(); it still has the headers of its first request
        }
        if (call instanceof Span) {
            URL url = connection.getURL();
            HttpClientCalls.describe((Span) call, text(url), url.getProtocol(), url.getHost(), url.getPort());
        }
        return call;
    }

    /** Not {@code toExternalForm()}, which calls the handler of the URL; that may be the application's. */
    private static String text(URL url) {
        String authority = url.getAuthority() == null ? "" : "//" + url.getAuthority();
        String fragment = url.getRef() == null ? "" : "#" + url.getRef();
        return url.getProtocol() + ":" + authority + url.getFile() + fragment;
    }

    /** Called when {@code connect} or {@code getOutputStream} returned; the latter turns a GET into a POST. */
    public static void connected(
            TraceContext call, HttpURLConnection connection, int status, @Nullable Throwable thrown) {
        try {
            HttpClientCalls.changeMethod(call, connection.getRequestMethod());
            if (thrown != null) {
                fail(call, connection, status, thrown);
            } else if (call instanceof Span) {
                OPEN.put(connection, call);
            }
        } finally {
            INSIDE.get()[0] = false;
        }
    }

    public static void answered(
            TraceContext call, HttpURLConnection connection, int status, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                OPEN.remove(connection);
                end(call, connection, status, null);
            } else {
                fail(call, connection, status, thrown);
            }
        } finally {
            INSIDE.get()[0] = false;
        }
    }

    private static void fail(TraceContext call, HttpURLConnection connection, int status, Throwable thrown) {
        OPEN.put(connection, OVER);
        end(call, connection, status, thrown);
    }

    private static void end(TraceContext call, HttpURLConnection connection, int status, @Nullable Throwable thrown) {
        HttpClientCalls.end(call, status, status > 0 && call instanceof Span ? protocol(connection) : null, thrown);
    }

    public static void disconnected(HttpURLConnection connection) {
        TraceContext call = INSIDE.get()[0] ? null : OPEN.remove(connection);
        if (call != null && call != OVER) {
            HttpClientCalls.end(call, 0, null, null);
        }
    }

    private static @Nullable String protocol(HttpURLConnection connection) {
        String statusLine = connection.getHeaderField(0);
        int space = statusLine == null ? -1 : statusLine.indexOf(' ');
        return space < 0 ? null : statusLine.substring(0, space);
    }
}
