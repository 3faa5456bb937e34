// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.xmemcached.v2_0;

import com.google.code.yanf4j.core.Session;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.MemcachedCalls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client, whose methods wait for the reply. They call each other, so only the outermost on a thread makes
 * a call.
 */
public final class XMemcachedCalls {
    private static final String WITHOUT_REPLY = "WithNoReply";
    private static final ThreadLocal<Call> CURRENT = new ThreadLocal<>();

    private XMemcachedCalls() {}

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call enter(String method) {
        Call call = CURRENT.get() == null ? MemcachedCalls.enter(operation(method)) : null;
        if (call != null) {
            CURRENT.set(call);
        }
        return call;
    }

    public static void sent(Session session) {
        Call call = CURRENT.get();
        if (call != null && call.isObserved()) {
            MemcachedCalls.server(call, session.getRemoteSocketAddress());
        }
    }

    public static void exit(Call call, @Nullable Throwable thrown) {
        CURRENT.remove();
        MemcachedCalls.end(call, thrown);
    }

    /** The name in the protocol. */
    private static String operation(String method) {
        String name =
                method.endsWith(WITHOUT_REPLY) ? method.substring(0, method.length() - WITHOUT_REPLY.length()) : method;
        switch (name) {
            case "getAndTouch":
                return "gat";
            case "flushAll":
                return "flush_all";
            default:
                return name.toLowerCase(Locale.ROOT);
        }
    }
}
