// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.JdbcUrl;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares our reading of a URL with that of the real drivers: the host they connect to and the database they
 * request. No database runs: the driver connects to a {@link ListeningPeer}.
 */
class DriversTest {
    private static final Path JARS = Path.of(System.getProperty("dapper.drivers", "target/drivers"));
    private static final String FIRST = "127.0.0.3";
    private static final String SECOND = "127.0.0.4";

    private static final Map<String, String> DRIVERS = Map.ofEntries(
            Map.entry("altibase-jdbc", "Altibase.jdbc.driver.AltibaseDriver"),
            Map.entry("avatica", "org.apache.calcite.avatica.remote.Driver"),
            Map.entry("clickhouse-jdbc", "com.clickhouse.jdbc.ClickHouseDriver"),
            Map.entry("cubrid-jdbc", "cubrid.jdbc.driver.CUBRIDDriver"),
            Map.entry("derby", "org.apache.derby.client.ClientAutoloadedDriver"),
            Map.entry("DmJdbcDriver18", "dm.jdbc.driver.DmDriver"),
            Map.entry("edb-jdbc", "com.edb.Driver"),
            Map.entry("exasol-jdbc", "com.exasol.jdbc.EXADriver"),
            Map.entry("gaussdbjdbc", "com.huawei.gaussdb.jdbc.Driver"),
            Map.entry("intersystems-jdbc", "com.intersystems.jdbc.IRISDriver"),
            Map.entry("jaybird", "org.firebirdsql.jdbc.FBDriver"),
            Map.entry("jcc", "com.ibm.db2.jcc.DB2Driver"),
            Map.entry("jdbc-yugabytedb", "com.yugabyte.Driver"),
            Map.entry("jdbc-15", "com.informix.jdbc.IfxDriver"),
            Map.entry("jt400", "com.ibm.as400.access.AS400JDBCDriver"),
            Map.entry("jtds", "net.sourceforge.jtds.jdbc.Driver"),
            Map.entry("kingbase8", "com.kingbase8.Driver"),
            Map.entry("mariadb-java-client", "org.mariadb.jdbc.Driver"),
            Map.entry("mssql-jdbc", "com.microsoft.sqlserver.jdbc.SQLServerDriver"),
            Map.entry("mysql-connector-j", "com.mysql.cj.jdbc.Driver"),
            Map.entry("ngdbc", "com.sap.db.jdbc.Driver"),
            Map.entry("oceanbase-client", "com.oceanbase.jdbc.Driver"),
            Map.entry("ojdbc11", "oracle.jdbc.OracleDriver"),
            Map.entry("opengauss-jdbc", "org.opengauss.Driver"),
            Map.entry("postgresql", "org.postgresql.Driver"),
            Map.entry("presto-jdbc", "com.facebook.presto.jdbc.PrestoDriver"),
            Map.entry("redshift-jdbc42", "com.amazon.redshift.jdbc.Driver"),
            Map.entry("singlestore-jdbc-client", "com.singlestore.jdbc.Driver"),
            Map.entry("terajdbc", "com.teradata.jdbc.TeraDriver"),
            Map.entry("trino-jdbc", "io.trino.jdbc.TrinoDriver"),
            Map.entry("vertica-jdbc", "com.vertica.jdbc.Driver"),
            Map.entry("virtjdbc4_3", "virtuoso.jdbc4.Driver"));

    private static final Map<String, Driver> LOADED = new ConcurrentHashMap<>();

    /**
     * The jar, how the server begins, the URL, the database, and where the driver names it: {@code wire}, a property, or - for
     * nowhere that can be seen without a server.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql-connector-j | mysql | jdbc:mysql://%h:%p/shop?sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql://%h:%p/sh%20op?sslMode=DISABLED | sh op | wire",
                "mysql-connector-j | mysql | jdbc:mysql://%h:%p/?dbname=shop&sslMode=DISABLED | shop | dbname",
                "mysql-connector-j | mysql | jdbc:mysql://%h/shop?port=%p&sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql://%h:%p/shop?port=1&sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql://bob:pw@[%h:%p,%i:%q]/shop?sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql://address=(protocol=tcp)(host=%h)(port=%p)/shop?sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql://(host=%h,port=%p)/shop?sslMode=DISABLED | shop | wire",
                "mysql-connector-j | mysql | jdbc:mysql:loadbalance://%h:%p/shop?sslMode=DISABLED | shop | wire",
                "mariadb-java-client | mysql | jdbc:mariadb://%h:%p/shop | shop | wire",
                "mariadb-java-client | mysql | jdbc:mariadb://%h:%p/sh%20op | sh%20op | wire",
                "mariadb-java-client | mysql | jdbc:mariadb://%h:%p/shop?port=1 | shop | wire",
                "mariadb-java-client | mysql | jdbc:mariadb:sequential://%h:%p,%i:%q/shop | shop | wire",
                "mariadb-java-client | mysql | jdbc:mariadb:loadbalance:sequential://%h:%p,%i:%q/shop | shop | wire",
                "mariadb-java-client | mysql | jdbc:mariadb:replication://address=(host=%h)(port=%p)(type=primary),address=(host=%i)(port=%q)/shop | shop | wire",
                "singlestore-jdbc-client | mysql | jdbc:singlestore:sequential://%h:%p,%i:%q/sh%20op?port=1 | sh%20op | wire",
                "oceanbase-client | mysql | jdbc:oceanbase://%h:%p/sh%20op | sh%20op | wire",
                "oceanbase-client | mysql | jdbc:oceanbase:oracle://%h:%p/shop | shop | wire",
                "postgresql | postgresql | jdbc:postgresql://%h:%p/shop?user=a@b&databaseName=x | shop | wire",
                "postgresql | postgresql | jdbc:postgresql://%h:%p,%i:%q/sh%20op | sh op | wire",
                "postgresql | postgresql | jdbc:postgresql://%h:%p/shop?PGDBNAME=first&PGDBNAME=last | last | wire",
                "postgresql | postgresql | jdbc:postgresql://localhost:1/?host=%h&port=%p&dbname=shop | shop | wire",
                "postgresql | postgresql | jdbc:postgresql:///shop?PGHOST=%h&PGPORT=%p | shop | wire",
                "edb-jdbc | postgresql | jdbc:edb://%h:%p/sh%20op | sh op | wire",
                "jdbc-yugabytedb | postgresql | jdbc:yugabytedb://%h:%p/sh%20op | sh op | wire",
                "kingbase8 | postgresql | jdbc:kingbase8://%h:%p,%i:%q/sh%20op | sh op | wire",
                "opengauss-jdbc | postgresql | jdbc:opengauss://%h:%p,%i:%q/sh%20op | sh op | wire",
                "gaussdbjdbc | postgresql | jdbc:gaussdb://%h:%p,%i:%q/sh%20op | sh op | wire",
                "redshift-jdbc42 | postgresql | jdbc:redshift://%h:%p/dev;ssl=false | dev | wire",
                "redshift-jdbc42 | postgresql | jdbc:redshift://%h:%p/?ssl=false&dbname=dev | dev | wire",
                "mssql-jdbc | - | jdbc:sqlserver://%h:%p;encrypt=false;databaseName={my;db} | my;db | databaseName",
                "mssql-jdbc | - | jdbc:sqlserver://%h;encrypt=false;portNumber=%p;databaseName={a}}b} | a}b | databaseName",
                "mssql-jdbc | - | jdbc:sqlserver://;serverName=%h;port=%p;encrypt=false;database=no;databaseName=shop | shop | databaseName",
                "mssql-jdbc | - | jdbc:sqlserver://localhost:1;server=%h;port=%p;encrypt=false;database=shop | shop | databaseName",
                "jtds | - | jdbc:jtds:sqlserver://%h:%p/shop | shop | wire",
                "jtds | - | jdbc:jtds:sqlserver://localhost:1/no;serverName=%h;portNumber=%p;databaseName=no;databaseName=shop | shop | wire",
                "jtds | - | jdbc:jtds:sybase://%h:%p/shop | shop | DATABASENAME",
                "ojdbc11 | - | jdbc:oracle:thin:@%h:%p:SHOP | SHOP | wire",
                "ojdbc11 | - | jdbc:oracle:thin:@%h,%i:%p/shop | shop | wire",
                "ojdbc11 | - | jdbc:oracle:thin:bob/\"p@w\"@//%h:%p/shop | shop | wire",
                "ojdbc11 | - | jdbc:oracle:thin:@tcp://%h:%p/shop?wallet_location=x | shop | wire",
                "ojdbc11 | - | jdbc:oracle:thin:@%h:%p/shop:dedicated/INST | shop | wire",
                "ojdbc11 | - | jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=%h)(PORT=%p))(CONNECT_DATA=(SERVICE_NAME=shop))) | shop | wire",
                "jcc | - | jdbc:db2://%h:%p/SHOP:loginTimeout=2; | SHOP | wire",
                "jcc | - | jdbc:db2://%h:%p/SHOP:databaseName=OTHER; | OTHER | wire",
                "derby | - | jdbc:derby://%h:%p/shop;create=true | shop | wire",
                "derby | - | jdbc:derby://%h:%p/;databaseName=shop | shop | wire",
                "jdbc-15 | - | jdbc:informix-sqli://%h:%p/shop:INFORMIXSERVER=x | shop | DATABASE",
                "jdbc-15 | - | jdbc:informix-sqli://%h:%p:INFORMIXSERVER=x | - | -",
                "jdbc-15 | - | jdbc:informix-sqli:/shop:INFORMIXSERVER=x;IFXHOST=%h;PORTNO=%p | shop | -",
                "jaybird | - | jdbc:firebirdsql://%h:%p//data/x.fdb?user=u | /data/x.fdb | wire",
                "jaybird | - | jdbc:firebirdsql:%h/%p:/data/x%20.fdb | /data/x%20.fdb | wire",
                "jaybird | - | jdbc:firebirdsql:java:%h/%p:c:/x.fdb | c:/x.fdb | wire",
                "jaybird | - | jdbc:firebird://%h:%p/shop | shop | wire",
                "ngdbc | - | jdbc:sap://%h:%p/?databaseName=SHOP | SHOP | -",
                "ngdbc | - | jdbc:sap://%h:%p;%i:%q/?databaseName=SHOP | SHOP | -",
                "terajdbc | - | jdbc:teradata://%h/USER=a@b,PASSWORD='x,DBS_PORT=1',DBS_PORT=%p,DATABASE='a,b',COP=OFF | a,b | -",
                "vertica-jdbc | - | jdbc:vertica://%h:%p/shop?user=x | shop | -",
                "DmJdbcDriver18 | - | jdbc:dm://%h:%p/SHOP?host=localhost&port=1 | SHOP | schema",
                "DmJdbcDriver18 | - | jdbc:dm://%h?port=%p&schema=SHOP | SHOP | schema",
                "exasol-jdbc | - | jdbc:exa:%h,%i:%p;schema=SHOP | SHOP | -",
                "intersystems-jdbc | - | jdbc:IRIS://%h:%p/USER/jdbc.log:com.Log | USER | -",
                "altibase-jdbc | - | jdbc:Altibase://%h:%p/mydb | mydb | database",
                "cubrid-jdbc | - | jdbc:cubrid:%h:%p:shop:bob:pw:?charset=utf-8 | shop | -",
                "clickhouse-jdbc | - | jdbc:clickhouse://%h:%p/shop | shop | database",
                "presto-jdbc | - | jdbc:presto://%h:%p/hive/sales | hive|sales | wire",
                "trino-jdbc | - | jdbc:trino://%h:%p/hive/sales | hive|sales | wire",
                "jt400 | - | jdbc:as400://%h/SHOP;portNumber=%p;naming=sql;prompt=false | SHOP | -",
                "avatica | - | jdbc:avatica:remote:url=http://%h:%p/x | - | -",
                "virtjdbc4_3 | - | jdbc:virtuoso://%h:%p/DATABASE=d/UID=dba/PWD=dba | d | -",
            })
    void readsTheUrlAsTheDriverDoes(String row) throws Exception {
        String[] columns = row.split(" \\| ");
        Driver driver = driver(columns[0]);
        try (ListeningPeer first = ListeningPeer.at(FIRST, columns[1]);
                ListeningPeer second = ListeningPeer.at(SECOND, columns[1])) {
            String url = columns[2]
                    .replace("%h", FIRST)
                    .replace("%p", String.valueOf(first.port()))
                    .replace("%i", SECOND)
                    .replace("%q", String.valueOf(second.port()));
            ConnectionInfo info = JdbcUrl.parse(url);
            assertThat(info.host()).isEqualTo(FIRST);
            assertThat(info.port()).isEqualTo(first.port());
            assertThat(info.namespace()).isEqualTo(columns[3].equals("-") ? null : columns[3]);
            assertThatItsClassesAreKnown(driver, info);

            Thread connecting = new Thread(() -> connect(driver, url), "connecting");
            connecting.setDaemon(true); // some try for minutes
            connecting.setContextClassLoader(driver.getClass().getClassLoader());
            connecting.start();
            assertThat(first.awaitConnection()).as("connected to " + url).isTrue();
            if (columns[4].equals("wire")) {
                for (String level : columns[3].split("\\|")) {
                    assertThat(first.awaitName(level)).as("names " + level).isTrue();
                }
            } else if (!columns[4].equals("-")) {
                assertThat(property(driver, url, columns[4])).isEqualTo(columns[3]);
            }
        }
    }

    /** A data source may open connections that no URL leads to. */
    private static void assertThatItsClassesAreKnown(Driver driver, ConnectionInfo info) {
        ConnectionInfo product = DriverPackages.product(driver.getClass());
        if (driver.getClass().getName().matches("(net[.]sourceforge[.]jtds|org[.]apache[.]calcite[.]avatica)[.].*")) {
            assertThat(product).as("a driver of several products").isNull();
        } else {
            assertThat(product).isEqualTo(JdbcUrl.nowhere(info.system()));
        }
    }

    private static void connect(Driver driver, String url) {
        Properties properties = new Properties();
        properties.setProperty("user", "bob");
        if (!url.matches("jdbc:(presto|trino):.*")) { // without TLS they take none
            properties.setProperty("password", "pw");
        }
        // Some connect for a statement only.
        try (Connection connection = driver.connect(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException | RuntimeException expected) {
            // There is no database.
        }
    }

    private static String property(Driver driver, String url, String name) throws SQLException {
        return Arrays.stream(driver.getPropertyInfo(url, new Properties()))
                .filter(property -> property.name.equals(name))
                .map((DriverPropertyInfo property) -> property.value)
                .findFirst()
                .orElse(null);
    }

    /** Each in a class loader of its own, because their classes clash. */
    private static Driver driver(String jar) {
        return LOADED.computeIfAbsent(jar, prefix -> {
            try (Stream<Path> jars = Files.list(JARS)) {
                List<URL> urls = jars.filter(
                                file -> file.getFileName().toString().startsWith(prefix))
                        .map(DriversTest::url)
                        .toList();
                URLClassLoader loader =
                        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                return Class.forName(DRIVERS.get(prefix), true, loader)
                        .asSubclass(Driver.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (IOException | ReflectiveOperationException e) {
                throw new AssertionError(prefix, e);
            }
        });
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
