// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The texts that prepared and callable statements were made from. Woven code calls {@link #begin} where a connection starts
 * to prepare a statement and, if that said true, {@link #end} on the same thread when it is done.
 *
 * <p>To remember a statement costs more than all else that is done about it. So it is done once for what a pool and a
 * driver wrap around each other, and not in a request that is not recorded: a statement rarely outlives its request. Where
 * one does, or where an application executes what a wrapper hides, the first text that is {@linkplain #of looked for} in vain
 * ends both economies for good.
 */
public final class PreparedTexts {
    private static final PreparedTexts SHARED = new PreparedTexts();

    private final WeakIdentityMap<String> texts = new WeakIdentityMap<>();

    @SuppressWarnings("ThreadLocalUsage") // one instance, but for tests
    private final ThreadLocal<Preparing> preparing = new ThreadLocal<Preparing>() {
        @Override
        protected Preparing initialValue() {
            return new Preparing();
        }
    };

    private volatile boolean remembersAll;

    PreparedTexts() {}

    /** True if the caller must come back to {@link #end}. */
    public static boolean begin() {
        return SHARED.enter();
    }

    /** @param statement null if none was made */
    public static void end(@Nullable Object statement, @Nullable String sql) {
        SHARED.leave(statement, sql);
    }

    /** The text that a statement was made from, or null. */
    public static @Nullable String of(Object statement) {
        return SHARED.get(statement);
    }

    /** The statement is closed: what prepares it again will say its text again. */
    static void forget(Object statement) {
        SHARED.texts.remove(statement);
    }

    static int size() {
        return SHARED.texts.size();
    }

    boolean enter() {
        if (!remembersAll && Current.get() instanceof UnsampledContext) {
            return false;
        }
        preparing.get().depth++;
        return true;
    }

    void leave(@Nullable Object statement, @Nullable String sql) {
        Preparing thread = preparing.get();
        boolean outermost = --thread.depth == 0;
        if (outermost || remembersAll) {
            put(statement, sql);
        } else {
            thread.inner = statement;
            thread.innerSql = sql;
        }
        if (outermost) {
            if (statement == null || Proxy.isProxyClass(statement.getClass())) {
                put(thread.inner, thread.innerSql); // a call of a proxy arrives there, because a proxy is not woven
            }
            thread.inner = null;
            thread.innerSql = null;
        }
    }

    private void put(@Nullable Object statement, @Nullable String sql) {
        if (statement != null && sql != null) {
            texts.put(statement, sql);
        }
    }

    @Nullable
    String get(Object statement) {
        String sql = texts.get(statement);
        if (sql == null) {
            remembersAll = true;
        }
        return sql;
    }

    /** How deep a thread is in connections that call each other, and what the last but the outermost of them made. */
    private static final class Preparing {
        int depth;

        @Nullable
        Object inner;

        @Nullable
        String innerSql;
    }
}
