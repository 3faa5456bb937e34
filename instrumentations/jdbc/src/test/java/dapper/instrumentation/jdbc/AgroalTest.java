// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AgroalTest extends H2Test {
    private static AgroalDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(2)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl("jdbc:h2:mem:agroal")
                                .principal(new NamePrincipal("sa"))
                                .credential(new SimplePassword("")))));
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    protected Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    protected String namespace() {
        return "agroal";
    }
}
