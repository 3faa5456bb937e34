// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;

/** Proxies of the JDK around connections and statements. */
class DatasourceProxyTest extends H2Test {
    private static final DataSource SOURCE =
            ProxyDataSourceBuilder.create(h2Source()).countQuery().build();

    private static JdbcDataSource h2Source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:proxied");
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    @Override
    protected Connection connect() throws SQLException {
        return SOURCE.getConnection();
    }

    @Override
    protected String namespace() {
        return "proxied";
    }
}
