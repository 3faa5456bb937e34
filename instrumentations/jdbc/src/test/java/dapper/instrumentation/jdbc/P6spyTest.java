// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A driver around a driver, with wrappers around its connections and statements. */
class P6spyTest extends H2Test {
    static {
        // Without its log in a file.
        System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:p6spy:h2:mem:p6spy", "sa", "");
    }

    @Override
    protected String namespace() {
        return "p6spy";
    }
}
