// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.db.url.ConnectionInfo;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The database that the statements of one class lead to. The statements of most drivers and pools lead to one database,
 * so the class of a statement is enough to find it, and nothing needs to be stored for each statement. A statement made
 * in a request that is not recorded is not observed; it is assumed to lead to the same database as the observed
 * statements of its class. Used by all threads.
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
     * Records that a connection has made a statement of this class.
     *
     * @return true if {@link #first} is its target; after the first false this is not reliable for statements of which
     *     nothing is stored
     */
    boolean leadsTo(ConnectionInfo connection) {
        if (first.get() == null) {
            first.compareAndSet(null, connection);
        }
        if (!connection.equals(first.get())) {
            several = true;
        }
        return !several;
    }

    /** The target of all statements of this class; null if that differs or is not known. */
    @Nullable
    ConnectionInfo only() {
        return several ? null : first.get();
    }

    @Nullable
    ConnectionInfo first() {
        return first.get();
    }
}
