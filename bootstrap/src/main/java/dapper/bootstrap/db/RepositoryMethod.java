// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.JoinedTexts;
import org.jspecify.annotations.Nullable;

/**
 * The method of a repository or mapper of the application that the running thread is in, the innermost one. The JDBC
 * calls of the thread have its name as an attribute; it makes no span.
 */
public final class RepositoryMethod {
    private static final AttributeKey FUNCTION = AttributeKey.of("code.function.name");
    private static final JoinedTexts NAMES = new JoinedTexts(".");
    private static final ThreadLocal<String> RUNNING = new ThreadLocal<>();

    private RepositoryMethod() {}

    /**
     * Enters a method.
     *
     * @param name of its class and its own
     * @return to be passed to {@link #leave} on the same thread
     */
    public static @Nullable String enter(String name) {
        String before = RUNNING.get();
        RUNNING.set(name);
        return before;
    }

    /** As the other. */
    public static @Nullable String enter(String type, String method) {
        return enter(NAMES.of(type, method));
    }

    public static void leave(@Nullable String before) {
        if (before == null) {
            RUNNING.remove();
        } else {
            RUNNING.set(before);
        }
    }

    static void describe(@Nullable Span span) {
        if (span != null) {
            span.set(FUNCTION, RUNNING.get());
        }
    }
}
