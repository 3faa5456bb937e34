// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.testing.EmbeddedCassandraExtension;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedCassandraExtension.class)
class EmbeddedStorageTest extends OddSpansContract {
    private final CassandraStorage storage;

    EmbeddedStorageTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @Override
    CassandraStorage storage() {
        return storage;
    }
}
