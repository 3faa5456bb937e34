// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com:5433/shop?user=bob&password=pw | postgresql | db.example.com | 5433 | shop",
                "jdbc:postgresql://h1:1,h2:2/shop | postgresql | h1 | 1 | shop",
                "jdbc:postgresql:shop | postgresql | localhost | -1 | shop",
                "jdbc:postgresql:///shop | postgresql | localhost | -1 | shop",
                "jdbc:postgresql://[::1]:5432/shop | postgresql | ::1 | 5432 | shop",
                "jdbc:mysql://bob:pw@db:3306/shop?useSSL=false | mysql | db | 3306 | shop",
                "jdbc:mysql://bob:p@w/x?y@db/shop | mysql | db | -1 | shop",
                "jdbc:mysql:loadbalance://a:1,b:2/shop | mysql | a | 1 | shop",
                "jdbc:mysql://address=(host=db)(port=3307)(user=bob)/shop | mysql | db | 3307 | shop",
                "jdbc:mysql://(host=db,port=3307,user=bob)/shop | mysql | db | 3307 | shop",
                "jdbc:mariadb:sequential://db:3306/shop | mariadb | db | 3306 | shop",
                "jdbc:mariadb://db | mariadb | db | -1 | -",
                "jdbc:oracle:thin:@db:1521:ORCL | oracle.db | db | 1521 | ORCL",
                "jdbc:oracle:thin:bob/pw@db:1522/svc | oracle.db | db | 1522 | svc",
                "jdbc:oracle:thin:bob/\"p@w\"@//db:1522/svc:dedicated | oracle.db | db | 1522 | svc",
                "jdbc:oracle:thin:@tcps://db:1522/svc?wallet=x | oracle.db | db | 1522 | svc",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1523))(CONNECT_DATA=(SERVICE_NAME=svc))) | oracle.db | db | 1523 | svc",
                "jdbc:oracle:oci:@alias | oracle.db | - | -1 | alias",
                "jdbc:sqlserver://db:1433;databaseName=shop;user=bob;password=pw | microsoft.sql_server | db | 1433 | shop",
                "jdbc:sqlserver://db\\inst;DatabaseName=shop | microsoft.sql_server | db | -1 | inst|shop",
                "jdbc:sqlserver://;serverName=db;port=1434;database=shop | microsoft.sql_server | db | 1434 | shop",
                "jdbc:microsoft:sqlserver://db:1433 | microsoft.sql_server | db | 1433 | -",
                "jdbc:jtds:sqlserver://db:1433/shop;instance=x | microsoft.sql_server | db | 1433 | x|shop",
                "jdbc:jtds:sybase://db:5000/shop | sybase | db | 5000 | shop",
                "jdbc:sybase:Tds:db:5001/shop?u=x | sybase | db | 5001 | shop",
                "jdbc:db2://db:50000/shop:user=bob;password=pw; | ibm.db2 | db | 50000 | shop",
                "jdbc:informix-sqli://db:9088/shop:INFORMIXSERVER=x;user=bob | ibm.informix | db | 9088 | shop",
                "jdbc:h2:mem:test;USER=sa;PASSWORD=pw | h2database | - | -1 | test",
                "jdbc:h2:mem: | h2database | - | -1 | -",
                "jdbc:h2:~/test | h2database | - | -1 | ~/test",
                "jdbc:h2:file:/data/test | h2database | - | -1 | /data/test",
                "jdbc:h2:tcp://db:9093/~/test | h2database | db | 9093 | ~/test",
                "jdbc:h2:tcp://db:9093/mem:test | h2database | db | 9093 | test",
                "jdbc:hsqldb:mem:test | hsqldb | - | -1 | test",
                "jdbc:hsqldb:hsql://db:9002/shop;user=sa | hsqldb | db | 9002 | shop",
                "jdbc:derby:memory:test;create=true | derby | - | -1 | test",
                "jdbc:derby://db:1527/shop;create=true | derby | db | 1527 | shop",
                "jdbc:sqlite::memory: | sqlite | - | -1 | :memory:",
                "jdbc:sqlite:/data/x.db?cache=shared | sqlite | - | -1 | /data/x.db",
                "jdbc:clickhouse://db:8124/shop | clickhouse | db | 8124 | shop",
                "jdbc:sap://db:30015/?databaseName=X | sap.hana | db | 30015 | X",
                "jdbc:trino://db:8080/hive/sales | trino | db | 8080 | hive|sales",
                "jdbc:snowflake://acc.snowflakecomputing.com/?db=shop&user=bob | snowflake | acc.snowflakecomputing.com | -1 | shop",
                "jdbc:p6spy:postgresql://db/shop | postgresql | db | -1 | shop",
                "jdbc:tc:postgresql:16:///shop | postgresql | localhost | -1 | shop",
                "jdbc-secretsmanager:mysql://db/shop | mysql | db | -1 | shop",
                "jdbc:log4jdbc:jtds:sqlserver://db:1433/shop | microsoft.sql_server | db | 1433 | shop",
                "jdbc:nobody://db:99/user/pw | other_sql | db | 99 | -",
                "jdbc:nobody:knows | other_sql | - | -1 | -",
                "nonsense | other_sql | - | -1 | -",
            })
    void locates(String row) {
        // Namespaces may contain the delimiter, so the last column takes the rest.
        String[] columns = row.split(" \\| ", 5);
        ConnectionInfo info = JdbcUrl.parse(columns[0]);
        assertThat(info.system().systemName()).isEqualTo(columns[1]);
        assertThat(String.valueOf(info.host())).isEqualTo(columns[2].replaceAll("^-$", "null"));
        assertThat(String.valueOf(info.port())).isEqualTo(columns[3]);
        assertThat(String.valueOf(info.namespace())).isEqualTo(columns[4].replaceAll("^-$", "null"));
    }

    @Test
    void answersNullAndAnythingElse() {
        assertThat(JdbcUrl.parse(null)).isSameAs(ConnectionInfo.UNKNOWN);
        Random random = new Random(7);
        String alphabet = ":/@?;=()[],\\-abh29";
        String[] starts = {"jdbc:postgresql:", "jdbc:oracle:thin:", "jdbc:h2:", "jdbc:sqlserver://", "jdbc:mysql:", ""};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder url = new StringBuilder(starts[random.nextInt(starts.length)]);
            for (int c = random.nextInt(20); c > 0; c--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(JdbcUrl.parse(url.toString())).isNotNull();
        }
    }

    @Test
    void portThatGoesWithoutSayingIsNotUnusual() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://h:5432/d").hasUnusualPort()).isFalse();
        assertThat(JdbcUrl.parse("jdbc:postgresql://h/d").hasUnusualPort()).isFalse();
        assertThat(JdbcUrl.parse("jdbc:postgresql://h:6432/d").hasUnusualPort()).isTrue();
    }
}
