// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages that woven code calls and the arrows between them. */
@Tag("once")
class BootstrapRoomsTest {
    @Test
    void roomsDependOnlyOnTheAllowedRooms() {
        new Rooms("dapper.bootstrap", Repository.MODULES.get("bootstrap"))
                .room("baggage")
                .room("", "baggage")
                .room("propagation", "", "baggage")
                .room("logging", "", "propagation")
                .room("concurrent", "")
                .room("call", "", "propagation")
                .room("http", "", "propagation", "concurrent", "call")
                .room("rpc", "", "propagation", "call", "http")
                .room("messaging", "", "propagation", "call")
                .room("job", "", "call")
                .room("graphql", "", "call")
                .room("method", "")
                .room("db.sql")
                .room("db.url", "db.sql")
                .room("db", "", "concurrent", "call", "db.sql", "db.url")
                .room("db.search", "", "call", "http", "db")
                .room("db.redis", "", "concurrent", "call", "db")
                .check();
    }
}
