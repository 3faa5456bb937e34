// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;

/** Inserts the resources of a service, by the hash of their content. */
final class InsertServiceOrigins {
    private record OriginKey(Object service, ContentHash hash) {}

    private final PreparedStatement insert;

    InsertServiceOrigins(Statements statements) {
        this.insert = statements.prepare("INSERT INTO ${keyspace}.service_origin (service, hash) VALUES (?, ?)");
    }

    SharedRow row(String service, ContentHash resource) {
        return new SharedRow(
                new OriginKey(SharedRows.text(service), resource), () -> insert.bind(service, resource.toBuffer()));
    }
}
