// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.spymemcached.v2_12;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.MemcachedCalls;
import java.util.Locale;
import java.util.Map;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client. Its methods call each other, so only the outermost on a thread makes a call. One that waits is
 * the context of the thread meanwhile; one that returns a future ends with it, on a thread of the client.
 */
public final class SpyCalls {
    private static final ThreadLocal<SpyCall> CURRENT = new ThreadLocal<>();
    private static final WeakIdentityMap<SpyCall> FUTURES = new WeakIdentityMap<>();

    private SpyCalls() {}

    /** Returns null if there is nothing to do at the end; likewise below. */
    public static @Nullable SpyCall enter(String method) {
        Call call = CURRENT.get() == null ? MemcachedCalls.enter(operation(method)) : null;
        return call == null ? null : current(call, true);
    }

    public static void exit(SpyCall call, @Nullable Throwable thrown) {
        CURRENT.remove();
        call.end(thrown);
    }

    public static @Nullable SpyCall begin(String method) {
        if (CURRENT.get() != null) {
            return null;
        }
        Call call = new Call();
        return MemcachedCalls.begin(call, operation(method)) && call.isObserved() ? current(call, false) : null;
    }

    private static SpyCall current(Call call, boolean waits) {
        SpyCall made = new SpyCall(call, waits);
        CURRENT.set(made);
        return made;
    }

    /** The client has made the future, or thrown an exception. A future without an operation is complete already. */
    public static void begun(SpyCall call, @Nullable Throwable thrown) {
        CURRENT.remove();
        if (thrown != null || !call.isSent()) {
            call.end(thrown);
        }
    }

    public static void made(Object future) {
        SpyCall call = CURRENT.get();
        if (call != null && !call.waits()) {
            FUTURES.put(future, call);
        }
    }

    public static void sending(Operation operation) {
        SpyCall call = CURRENT.get();
        if (call != null) {
            call.sending(operation);
        }
    }

    public static void sendingAll(Map<?, ?> operations) {
        SpyCall call = CURRENT.get();
        if (call != null && operations.size() > 1) {
            call.asksSeveral();
        }
        for (Object operation : operations.values()) {
            if (operation instanceof Operation) {
                sending((Operation) operation);
            }
        }
    }

    public static void completed(Object future) {
        SpyCall call = FUTURES.remove(future);
        if (call != null) {
            call.complete();
        }
    }

    /** The application gives up the result, so its call has not failed. */
    public static void cancelled(Object future) {
        SpyCall call = FUTURES.remove(future);
        if (call != null) {
            call.end(null);
        }
    }

    /** The name in the protocol. */
    private static String operation(String method) {
        String name = method.startsWith("async") ? method.substring("async".length()) : method;
        switch (name) {
            case "getBulk":
            case "GetBulk":
                return "get";
            case "getAndTouch":
            case "GetAndTouch":
                return "gat";
            default:
                return name.toLowerCase(Locale.ROOT);
        }
    }
}
