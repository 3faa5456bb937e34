// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one process at a time change a keyspace: Cassandra 5 can end up with two versions of a table when two clients
 * create it at the same time. The lock is a row that expires, so that a process that dies does not hold it forever.
 */
final class SchemaLock implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CqlSession session;
    private final String table;
    private final UUID holder = UUID.randomUUID();

    private SchemaLock(CqlSession session, String keyspace) {
        this.session = session;
        this.table = keyspace + ".schema_lock";
    }

    static SchemaLock acquire(CqlSession session, String keyspace) {
        SchemaLock lock = new SchemaLock(session, keyspace);
        while (!lock.tryAcquire()) {
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return lock;
    }

    private boolean tryAcquire() {
        return applied(
                "INSERT INTO " + table + " (part, holder) VALUES (0, ?) IF NOT EXISTS USING TTL " + SECONDS, holder);
    }

    void renew() {
        if (!applied(
                "UPDATE " + table + " USING TTL " + SECONDS + " SET holder = ? WHERE part = 0 IF holder = ?",
                holder,
                holder)) {
            throw new IllegalStateException("another process took over the migration because this one was too slow");
        }
    }

    @Override
    public void close() {
        applied("DELETE FROM " + table + " WHERE part = 0 IF holder = ?", holder);
    }

    private boolean applied(String cql, Object... values) {
        ResultSet result = session.execute(SimpleStatement.newInstance(cql, values));
        return result.wasApplied();
    }
}
