// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.UUID;

/**
 * Lets one process do a piece of work, which has a number. It only saves work: nothing may be lost if two do the same. A lease
 * ends after a minute, unless it is renewed, so a process that dies holds none for long.
 */
public final class Lease {
    private static final int SECONDS = 60;

    private final Statements statements;
    private final PreparedStatement acquire;
    private final PreparedStatement renew;
    private final PreparedStatement release;
    private final UUID holder = UUID.randomUUID();

    public Lease(Statements statements) {
        this.statements = statements;
        this.acquire = statements.prepare("INSERT INTO ${keyspace}.index_lease (slot, holder) VALUES (?, ?)"
                + " IF NOT EXISTS USING TTL " + SECONDS);
        this.renew = statements.prepare(
                "UPDATE ${keyspace}.index_lease USING TTL " + SECONDS + " SET holder = ? WHERE slot = ? IF holder = ?");
        this.release = statements.prepare("DELETE FROM ${keyspace}.index_lease WHERE slot = ? IF holder = ?");
    }

    /** Returns false if another process holds it, or this one already. */
    public boolean acquire(int slot) {
        return applied(acquire.bind(slot, holder));
    }

    /** Returns false if it has ended. */
    public boolean renew(int slot) {
        return applied(renew.bind(holder, slot, holder));
    }

    public void release(int slot) {
        applied(release.bind(slot, holder));
    }

    private boolean applied(BoundStatement conditional) {
        return statements
                .execute(conditional.setIdempotent(false))
                .toCompletableFuture()
                .join()
                .wasApplied();
    }
}
