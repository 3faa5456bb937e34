// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the options of a connection factory of R2DBC: the parts of a URL that it was found by, or set one by one. */
public final class R2dbcTarget {
    /** Drivers that pass everything on to the one that their protocol names. */
    private static final String WRAPPERS = ",pool,proxy,";

    /** The packages of drivers, for a factory that the application made without options. */
    private static final Object[][] PACKAGES = {
        {"io.r2dbc.postgresql.", DatabaseSystem.POSTGRESQL},
        {"io.r2dbc.h2.", DatabaseSystem.H2},
        {"io.r2dbc.mssql.", DatabaseSystem.SQL_SERVER},
        {"org.mariadb.r2dbc.", DatabaseSystem.MARIADB},
        {"io.asyncer.r2dbc.mysql.", DatabaseSystem.MYSQL},
        {"dev.miku.r2dbc.mysql.", DatabaseSystem.MYSQL},
        {"oracle.r2dbc.", DatabaseSystem.ORACLE},
        {"com.google.cloud.spanner.r2dbc.", DatabaseSystem.SPANNER},
        {"com.clickhouse.r2dbc.", DatabaseSystem.CLICKHOUSE},
    };

    private R2dbcTarget() {}

    /**
     * @param protocol null for none, like the others
     * @param port -1 if there is none
     */
    public static ConnectionInfo of(
            String driver, @Nullable String protocol, @Nullable String host, int port, @Nullable String database) {
        String name = driver;
        String rest = protocol == null ? "" : protocol;
        while (WRAPPERS.contains(',' + name + ',') && !rest.isEmpty()) {
            int colon = rest.indexOf(':');
            name = colon < 0 ? rest : rest.substring(0, colon);
            rest = colon < 0 ? "" : rest.substring(colon + 1);
        }
        DatabaseSystem system = system(name.toLowerCase(Locale.ROOT));
        String first = host == null ? null : firstHost(host);
        return ConnectionInfo.of(system, database == null ? null : withoutParameters(database), first, port);
    }

    private static DatabaseSystem system(String driver) {
        switch (driver) {
            case "mssql":
                return DatabaseSystem.SQL_SERVER;
            case "postgres":
                return DatabaseSystem.POSTGRESQL;
            default:
                DatabaseSystem system = DatabaseSystem.bySubprotocol(driver);
                return system == null ? DatabaseSystem.OTHER : system;
        }
    }

    /** Several hosts are separated by commas, each perhaps with its port. */
    private static String firstHost(String hosts) {
        int comma = hosts.indexOf(',');
        String first = comma < 0 ? hosts : hosts.substring(0, comma);
        int colon = comma < 0 ? -1 : first.lastIndexOf(':');
        String host = colon < 0 ? first : first.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String withoutParameters(String database) {
        return database.substring(0, JdbcUrl.firstOf(database, "?;", 0));
    }

    /** The product alone, by the class of a factory; {@link ConnectionInfo#UNKNOWN} if that is no known driver's. */
    public static ConnectionInfo nowhere(String className) {
        for (Object[] each : PACKAGES) {
            if (className.startsWith((String) each[0])) {
                return new ConnectionInfo((DatabaseSystem) each[1], null, null, -1);
            }
        }
        return ConnectionInfo.UNKNOWN;
    }
}
