// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Selects the resources of a service: its processes within the retention time. */
final class SelectServiceOrigins {
    private static final int MOST = 5_000;

    private final Statements statements;
    private final SelectOrigins selectOrigins;
    private final PreparedStatement select;

    SelectServiceOrigins(Statements statements, SelectOrigins selectOrigins) {
        this.statements = statements;
        this.selectOrigins = selectOrigins;
        this.select =
                statements.prepare("SELECT hash FROM ${keyspace}.service_origin WHERE service = ? LIMIT " + (MOST + 1));
    }

    /** Empty if there are too many to read. */
    CompletionStage<Optional<Map<ContentHash, Resource>>> read(String service, Deadline deadline) {
        return statements
                .list(
                        select.bind(service),
                        deadline,
                        row -> ContentHash.from(Objects.requireNonNull(row.getByteBuffer(0))))
                .thenCompose(hashes -> load(hashes, deadline));
    }

    private CompletionStage<Optional<Map<ContentHash, Resource>>> load(List<ContentHash> hashes, Deadline deadline) {
        if (hashes.size() > MOST) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return selectOrigins.load(hashes, deadline).thenApply(origins -> {
            Map<ContentHash, Resource> resources = new HashMap<>();
            hashes.forEach(hash -> resources.put(hash, origins.resource(hash)));
            return Optional.of(resources);
        });
    }
}
