// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.Origin;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Inserts resources and scopes, by the hash of their content, and the resources of each service. */
final class InsertOrigins {
    private final PreparedStatement insert;
    private final PreparedStatement insertOfService;

    InsertOrigins(Statements statements) {
        this.insert = statements.prepare("INSERT INTO ${keyspace}.origin (hash, content) VALUES (?, ?)");
        this.insertOfService =
                statements.prepare("INSERT INTO ${keyspace}.service_origin (service, hash) VALUES (?, ?)");
    }

    private record OfService(ContentHash resource) {}

    /** The origins of the spans of one write; spans of one process usually share the same objects. */
    final class OfWrite {
        private final IdentityHashMap<Object, ContentHash> hashes = new IdentityHashMap<>();
        private final IdentityHashMap<Object, Integer> sizes = new IdentityHashMap<>();
        private final List<SharedRow> rows = new ArrayList<>();

        ContentHash resource(Resource resource) {
            ContentHash known = hashes.get(resource);
            if (known != null) {
                return known;
            }
            ContentHash hash = add(resource, Origin.encode(resource));
            rows.add(new SharedRow(
                    new OfService(hash), () -> insertOfService.bind(resource.serviceName(), hash.toBuffer())));
            return hash;
        }

        ContentHash scope(InstrumentationScope scope) {
            ContentHash known = hashes.get(scope);
            return known == null ? add(scope, Origin.encode(scope)) : known;
        }

        List<SharedRow> rows() {
            return rows;
        }

        /** Returns the bytes of a resource or scope that was added. */
        int size(Object origin) {
            return sizes.getOrDefault(origin, 0);
        }

        /** Returns the bytes of all of them. */
        long bytes() {
            return sizes.values().stream().mapToLong(Integer::intValue).sum();
        }

        private ContentHash add(Object origin, byte[] content) {
            ContentHash hash = ContentHash.of(content);
            hashes.put(origin, hash);
            sizes.put(origin, content.length);
            rows.add(new SharedRow(hash, () -> insert.bind(hash.toBuffer(), ByteBuffer.wrap(content))));
            return hash;
        }
    }
}
