// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection.boot;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * The call that a connection represents. Runs on the application's threads.
 *
 * <p>A call begins with the first of {@code connect}, {@code getOutputStream} and {@code getInputStream} and ends when
 * {@code getInputStream} returns or any of them throws. These methods call each other; the outermost counts. Between
 * them a call that is observed waits in a weak map, because a loaded class of the JDK cannot get a new field.
 */
public final class ConnectionCalls {
    private static final Connection CONNECTION = new Connection();
    private static final ClientCalls<HttpURLConnection, Void, HttpURLConnection> CALLS =
            new ClientCalls<>("http-url-connection", CONNECTION);

    /** Stands for a call that has failed: on another attempt the connection throws the same exception again. */
    private static final Call OVER = new Call();

    private static final WeakIdentityMap<Call> OPEN = new WeakIdentityMap<>();

    /** True if the running thread is inside one of the methods, or writes headers before. */
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
    @SuppressWarnings("ReferenceEquality") // a marker
    public static @Nullable Call enter(HttpURLConnection connection, boolean begun) {
        boolean[] inside = INSIDE.get();
        if (inside[0]) {
            return null;
        }
        Call call = OPEN.get(connection);
        if (call == null) {
            // An unknown call that has begun needs no work: it is over, unsampled, or older than the agent.
            call = begun ? null : begin(connection, inside);
        }
        inside[0] = call != null && call != OVER;
        return inside[0] ? call : null;
    }

    private static @Nullable Call begin(HttpURLConnection connection, boolean[] inside) {
        Call call = new Call();
        if (!CALLS.start(call, connection, null)) {
            return null;
        }
        inside[0] = true;
        try {
            call.inject(CONNECTION, connection);
        } catch (IllegalStateException e) {
            // Reused after disconnect(): it accepts no headers any more, and sends those of its first request again.
        } finally {
            inside[0] = false;
        }
        return call;
    }

    /** Returns whether the running thread is inside a call, so that a header it sets may be ours. */
    static boolean isInside() {
        return INSIDE.get()[0];
    }

    /**
     * Called when {@code connect}, {@code getOutputStream}, which turns a GET into a POST, or {@code getInputStream} ends.
     *
     * @param input true for {@code getInputStream}
     */
    public static void exit(
            Call call, HttpURLConnection connection, int status, boolean input, @Nullable Throwable thrown) {
        try {
            if (!input) {
                ClientCalls.changeMethod(call, connection.getRequestMethod());
            }
            if (thrown != null) {
                OPEN.put(connection, OVER);
            } else if (input) {
                OPEN.remove(connection);
            } else if (call.isObserved()) {
                OPEN.put(connection, call);
            }
            if (input || thrown != null) {
                CALLS.end(call, status > 0 ? connection : null, status, thrown);
            }
        } finally {
            INSIDE.get()[0] = false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    public static void disconnected(HttpURLConnection connection) {
        Call call = INSIDE.get()[0] ? null : OPEN.remove(connection);
        if (call != null && call != OVER) {
            CALLS.end(call, null, null);
        }
    }

    /** Reads and writes a connection, which is the request and the response. */
    private static final class Connection
            implements HttpClientGetter<HttpURLConnection, Void, HttpURLConnection>, HeaderSetter<HttpURLConnection> {
        @Override
        public void setHeader(HttpURLConnection connection, String name, String value) {
            boolean stale = connection.getRequestProperty(name) != null;
            // First: it throws if the connection accepts no headers any more, which then stay as they are.
            connection.setRequestProperty(name, value);
            if (stale && RequestLines.remove(connection, name)) {
                connection.setRequestProperty(name, value);
            }
        }

        @Override
        public void removeHeader(HttpURLConnection connection, String name) {
            if (connection.getRequestProperty(name) != null) {
                connection.setRequestProperty(name, "");
                RequestLines.remove(connection, name);
            }
        }

        @Override
        public String method(HttpURLConnection connection) {
            return connection.getRequestMethod();
        }

        @Override
        public void describe(Call call, @Nullable HttpURLConnection connection, @Nullable Void target) {
            if (connection != null) {
                URL url = connection.getURL();
                ClientCalls.url(call, text(url), url.getProtocol(), url.getHost(), url.getPort());
            }
        }

        @Override
        public void server(Call call, @Nullable HttpURLConnection connection, @Nullable Void target) {
            if (connection != null) {
                URL url = connection.getURL();
                ClientCalls.url(call, null, url.getProtocol(), url.getHost(), url.getPort());
            }
        }

        /** Not {@code toExternalForm()}, which calls the handler of the URL; that may be the application's. */
        private static String text(URL url) {
            String authority = url.getAuthority() == null ? "" : "//" + url.getAuthority();
            String fragment = url.getRef() == null ? "" : "#" + url.getRef();
            return url.getProtocol() + ":" + authority + url.getFile() + fragment;
        }

        @Override
        public @Nullable String requestHeader(HttpURLConnection connection, String name) {
            try {
                return connection.getRequestProperty(name);
            } catch (IllegalStateException e) {
                return null; // reused after disconnect()
            }
        }

        @Override
        public @Nullable String responseHeader(HttpURLConnection connection, String name) {
            StringBuilder joined = new StringBuilder();
            for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
                if (name.equalsIgnoreCase(connection.getHeaderFieldKey(i))) {
                    joined.append(joined.length() == 0 ? "" : ",").append(connection.getHeaderField(i));
                }
            }
            return joined.length() == 0 ? null : joined.toString();
        }

        @Override
        public int status(HttpURLConnection connection) {
            return 0; // a method that returned it would send the request: the woven methods give the status
        }

        @Override
        public @Nullable String protocol(HttpURLConnection connection) {
            String statusLine = connection.getHeaderField(0);
            int space = statusLine == null ? -1 : statusLine.indexOf(' ');
            return space < 0 ? null : statusLine.substring(0, space);
        }
    }
}
