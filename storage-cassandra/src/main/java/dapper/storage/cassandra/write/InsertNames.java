// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.cassandra.codec.OtlpNumbers;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Inserts services and their operations. */
final class InsertNames {
    private record ServiceKey(Object service) {}

    private record OperationKey(Object service, Object name, SpanKind kind) {}

    private final PreparedStatement service;
    private final PreparedStatement operation;

    InsertNames(Statements statements) {
        this.service = statements.prepare("INSERT INTO ${keyspace}.service (part, name) VALUES (0, ?)");
        this.operation = statements.prepare("INSERT INTO ${keyspace}.operation (service, name, kind) VALUES (?, ?, ?)");
    }

    Collection<SharedRow> rows(List<Span> spans) {
        Map<Object, SharedRow> rows = new HashMap<>();
        for (Span span : spans) {
            String name = span.serviceName();
            Object serviceKey = SharedRows.text(name);
            rows.computeIfAbsent(new ServiceKey(serviceKey), key -> new SharedRow(key, () -> service.bind(name)));
            // A user could not choose an empty name from a list.
            if (!span.name().isEmpty()) {
                SpanKind kind = SpanKind.DEFINED.contains(span.kind()) ? span.kind() : SpanKind.UNSPECIFIED;
                rows.computeIfAbsent(
                        new OperationKey(serviceKey, SharedRows.text(span.name()), kind),
                        key -> new SharedRow(key, () -> operation.bind(name, span.name(), OtlpNumbers.of(kind))));
            }
        }
        return rows.values();
    }
}
