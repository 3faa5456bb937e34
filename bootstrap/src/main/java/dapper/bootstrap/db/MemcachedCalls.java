// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of clients of Memcached. Keys and values are not recorded, nor are the messages of exceptions, which may
 * repeat them.
 */
public final class MemcachedCalls {
    private static final String SYSTEM = "memcached";
    private static final int DEFAULT_PORT = 11_211;
    private static final int USUAL_ATTRIBUTES = 4;

    private MemcachedCalls() {}

    /**
     * Starts a call that ends on this thread, and makes it the thread's context.
     *
     * @param operation as in the protocol
     * @return null if there is nothing to do at the end
     */
    public static @Nullable Call enter(String operation) {
        Call call = Call.enter(CallKind.DATABASE, operation, operation);
        if (call != null) {
            describe(call, operation);
        }
        return call;
    }

    /**
     * Starts a call that may end on any thread. The thread's context stays.
     *
     * @param call a new object
     * @return false if there is nothing to do, now or at the end
     */
    public static boolean begin(Call call, String operation) {
        if (!call.begin(CallKind.DATABASE, operation, operation)) {
            return false;
        }
        describe(call, operation);
        return true;
    }

    private static void describe(Call call, String operation) {
        call.target(SYSTEM, null, null, 0);
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
            span.set(DbAttributes.SYSTEM_NAME, SYSTEM);
            span.set(DbAttributes.OPERATION_NAME, operation);
        }
    }

    /** @param address of the server, null if it is not known */
    public static void server(Call call, @Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress)) {
            return;
        }
        String host = ((InetSocketAddress) address).getHostString();
        int port = ((InetSocketAddress) address).getPort();
        int unusual = port == DEFAULT_PORT ? 0 : port;
        call.server(host, unusual);
        Span span = call.span();
        if (span != null) {
            span.set(DbAttributes.SERVER_ADDRESS, host);
            if (unusual > 0) {
                span.set(DbAttributes.SERVER_PORT, unusual);
            }
        }
    }

    /** @param thrown what the client threw, null if the call succeeded */
    public static void end(Call call, @Nullable Throwable thrown) {
        failOrEnd(call, thrown == null ? null : cause(thrown).getClass().getName());
    }

    /** @param error the class of the exception that the client has for the application, null if the call succeeded */
    public static void failOrEnd(Call call, @Nullable String error) {
        call.leave();
        Span span = call.span();
        if (span != null && error != null) {
            span.error(error);
        }
        call.end(0, error);
    }

    /** Clients wrap the exception of an operation in a plain one. */
    private static Throwable cause(Throwable thrown) {
        Throwable found = thrown;
        Throwable inner = thrown.getCause();
        while (inner != null && (found instanceof ExecutionException || found.getClass() == RuntimeException.class)) {
            found = inner;
            inner = found.getCause();
        }
        return found;
    }
}
