// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection.boot;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of connections that wait for their response, or have failed. Connections are held weakly and compared by
 * identity; a class of the JDK that is loaded cannot be given a field.
 */
final class OpenCalls {
    /** Stands for a call that has failed. */
    private static final TraceContext OVER = UnsampledContext.SUPPRESSED;

    private final ConcurrentHashMap<Object, TraceContext> calls = new ConcurrentHashMap<>();
    private final ReferenceQueue<HttpURLConnection> collected = new ReferenceQueue<>();

    static boolean isOver(TraceContext call) {
        return call == OVER;
    }

    @Nullable
    TraceContext get(HttpURLConnection connection) {
        return calls.isEmpty() ? null : calls.get(new Lookup(connection));
    }

    @Nullable
    TraceContext remove(HttpURLConnection connection) {
        return calls.isEmpty() ? null : calls.remove(new Lookup(connection));
    }

    void put(HttpURLConnection connection, TraceContext call) {
        for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
            calls.remove(key);
        }
        calls.put(new Key(connection, collected), call);
    }

    void putOver(HttpURLConnection connection) {
        put(connection, OVER);
    }

    int size() {
        return calls.size();
    }

    private static final class Key extends WeakReference<HttpURLConnection> {
        private final int hash;

        Key(HttpURLConnection connection, ReferenceQueue<HttpURLConnection> queue) {
            super(connection, queue);
            this.hash = System.identityHashCode(connection);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            HttpURLConnection connection = get();
            return connection != null && other instanceof Key && ((Key) other).get() == connection;
        }
    }

    /** Finds a {@link Key}; the table asks the object it looks for, not the one it holds. */
    private static final class Lookup {
        private final HttpURLConnection connection;

        Lookup(HttpURLConnection connection) {
            this.connection = connection;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(connection);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key && ((Key) other).get() == connection;
        }
    }
}
