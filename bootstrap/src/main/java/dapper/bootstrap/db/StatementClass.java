// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the statements of one class lead. Most drivers and pools lead to one database, so the class of a statement is enough to
 * find it, and nothing needs to be remembered of each statement. A statement that was made unseen, in a request that is not
 * recorded, is taken to lead where those of its class lead that were seen. Used by all threads.
 */
final class StatementClass {
    private static final ClassValue<StatementClass> BY_CLASS = new ClassValue<StatementClass>() {
        @Override
        protected StatementClass computeValue(Class<?> type) {
            return new StatementClass();
        }
    };

    private final AtomicReference<@Nullable ConnectionInfo> first = new AtomicReference<>();
    private volatile boolean several;

    private StatementClass() {}

    static StatementClass of(Object statement) {
        return BY_CLASS.get(statement.getClass());
    }

    /**
     * A connection has made a statement of this class.
     *
     * @return whether {@link #first} is where it leads; after the first false nobody may rely on that for statements of which
     *     nothing is remembered
     */
    boolean leadsTo(ConnectionInfo connection) {
        if (first.get() == null) {
            first.compareAndSet(null, connection);
        }
        if (first.get() != connection) {
            several = true;
        }
        return !several;
    }

    /** Where all statements of this class lead; null if that differs or is not known. */
    @Nullable
    ConnectionInfo only() {
        return several ? null : first.get();
    }

    @Nullable
    ConnectionInfo first() {
        return first.get();
    }
}
