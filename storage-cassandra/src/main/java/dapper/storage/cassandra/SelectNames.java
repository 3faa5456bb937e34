// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Operation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Lists services and operations; the tables keep them in the order of their UTF-8 bytes. */
final class SelectNames {
    private final Statements statements;
    private final PreparedStatement services;
    private final PreparedStatement operations;

    SelectNames(Statements statements) {
        this.statements = statements;
        this.services = statements.prepare("SELECT name FROM ${keyspace}.service WHERE part = 0");
        this.operations = statements.prepare("SELECT name, kind FROM ${keyspace}.operation WHERE service = ?");
    }

    CompletionStage<List<String>> services(Deadline deadline) {
        return statements.list(services.bind(), deadline, row -> Objects.requireNonNull(row.getString(0)));
    }

    CompletionStage<List<Operation>> operations(String service) {
        return statements.list(operations.bind(service), Deadline.NONE, SelectNames::operation);
    }

    private static Operation operation(Row row) {
        return new Operation(Objects.requireNonNull(row.getString(0)), OtlpNumbers.kind(row.getByte(1)));
    }
}
