// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Tenant;
import dapper.storage.cassandra.session.Statements;
import java.util.Objects;

/** The statements for the tenants that have alerts. Safe for many threads. */
final class AlertTenants {
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement delete;

    AlertTenants(Statements statements) {
        this.select = statements.prepare("SELECT tenant FROM ${keyspace}.alert_tenant WHERE part = 0");
        this.insert = statements.prepare("INSERT INTO ${keyspace}.alert_tenant (part, tenant) VALUES (0, ?)");
        this.delete = statements.prepare("DELETE FROM ${keyspace}.alert_tenant WHERE part = 0 AND tenant = ?");
    }

    BoundStatement select() {
        return select.bind();
    }

    BoundStatement insert(Tenant tenant) {
        return insert.bind(tenant.name());
    }

    BoundStatement delete(Tenant tenant) {
        return delete.bind(tenant.name());
    }

    static Tenant read(Row row) {
        return new Tenant(Objects.requireNonNull(row.getString(0)));
    }
}
