// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of URLs of products that have no server in the build: system, URL, host, port, namespace. */
class VendorUrlsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:oracle:thin:@db:1521:ORCL db 1521 ORCL",
                "jdbc:oracle:thin:@db/svc db -1 svc",
                "jdbc:oracle:thin:@//db:1522/svc db 1522 svc",
                "jdbc:oracle:thin:@//[::1]:1522/svc ::1 1522 svc",
                "jdbc:oracle:thin:@//db:1522/svc:pooled/inst db 1522 svc",
                "jdbc:oracle:thin:scott/tiger@db:1521/svc db 1521 svc",
                "jdbc:oracle:thin:scott/\"t@g/r\"@//db:1521/svc db 1521 svc",
                "jdbc:oracle:thin:@tcps://db:2484/svc?wallet_location=/w&ssl_server_cert_dn=\"CN=x\" db 2484 svc",
                "jdbc:oracle:thin:@tcp://a:1521,b:1522/svc a 1521 svc",
                "jdbc:oracle:thin:@tcp://a,b:1522/svc a 1522 svc",
                "jdbc:oracle:thin:@mydb_high?TNS_ADMIN=/w - -1 mydb_high",
                "jdbc:oracle:thin:/@alias - -1 alias",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(LOAD_BALANCE=on)(ADDRESS=(PROTOCOL=TCP)(HOST=a)(PORT=1521))(ADDRESS=(PROTOCOL=TCP)(HOST=b)(PORT=1522)))(CONNECT_DATA=(SERVICE_NAME=svc))) a 1521 svc",
                "jdbc:oracle:thin:scott/tiger@(description=(address=(protocol=tcp)(host=::1)(port=1521))(connect_data=(sid=ORCL))) ::1 1521 ORCL",
            })
    void oracle(String url, String host, int port, String namespace) {
        assertParsed("oracle.db", url, host, port, namespace);
    }

    /** As in {@code tnsnames.ora}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value =
                    "jdbc:oracle:thin:@(DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db)(PORT = 1521)) (CONNECT_DATA = (SERVER = DEDICATED) (SERVICE_NAME = svc)))|db|1521|svc")
    void oracleWithBlanks(String url, String host, int port, String namespace) {
        assertParsed("oracle.db", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:sqlserver://db db -1 -",
                "jdbc:sqlserver://db:1434;databaseName=shop db 1434 shop",
                "jdbc:sqlserver://db\\inst:1434;database=shop;user=bob;password=pw db 1434 inst|shop",
                "jdbc:sqlserver://x.database.windows.net:1433;database=shop;user=a@x;password={p;database=no};encrypt=true x.database.windows.net 1433 shop",
                "jdbc:sqlserver://;serverName=db;instanceName=i;databaseName={a;b} db -1 i|a;b",
                "jdbc:jtds:sqlserver://db:1433/shop;instance=i;domain=d db 1433 i|shop",
            })
    void sqlServer(String url, String host, int port, String namespace) {
        assertParsed("microsoft.sql_server", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:db2://db:50000/SHOP db 50000 SHOP",
                "jdbc:db2://db:50001/SHOP:currentSchema=S;user=bob;password=pw; db 50001 SHOP",
                "jdbc:db2://db/SHOP:sslConnection=true; db -1 SHOP",
                "jdbc:db2://[::1]:50000/SHOP ::1 50000 SHOP",
                "jdbc:db2:SHOP - -1 SHOP",
                "jdbc:as400://db/SHOP;naming=sql;user=bob db -1 SHOP",
            })
    void db2(String url, String host, int port, String namespace) {
        assertParsed("ibm.db2", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:clickhouse://db:8123/shop db 8123 shop",
                "jdbc:ch:https://db:8443/shop?ssl=true db 8443 shop",
                "jdbc:ch://db/?database=shop&user=bob&password=pw db -1 shop",
                "jdbc:clickhouse://bob:p@db:8124/shop db 8124 shop",
                "jdbc:clickhouse:http://a:8123,b:8123/shop a 8123 shop",
                "jdbc:ch://(https://a:8443),(https://b:8443)/shop a 8443 shop",
            })
    void clickHouse(String url, String host, int port, String namespace) {
        assertParsed("clickhouse", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:snowflake://org-acc.snowflakecomputing.com org-acc.snowflakecomputing.com -1 -",
                "jdbc:snowflake://acc.eu-central-1.snowflakecomputing.com:443/?warehouse=w&db=SHOP&schema=S&user=bob acc.eu-central-1.snowflakecomputing.com 443 SHOP|S",
                "jdbc:snowflake://acc.snowflakecomputing.com/?db=SHOP&private_key_pwd=a@b acc.snowflakecomputing.com -1 SHOP",
            })
    void snowflake(String url, String host, int port, String namespace) {
        assertParsed("snowflake", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:redshift://c.x.eu-west-1.redshift.amazonaws.com:5439/dev c.x.eu-west-1.redshift.amazonaws.com 5439 dev",
                "jdbc:redshift://db:5440/dev;UID=bob;PWD=pw db 5440 dev",
                "jdbc:redshift:iam://cluster:eu-west-1/dev?AccessKeyID=k&SecretAccessKey=s cluster -1 dev",
            })
    void redshift(String url, String host, int port, String namespace) {
        assertParsed("aws.redshift", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:vertica://db:5433/shop?user=bob&password=pw db 5433 shop",
                "jdbc:vertica://[::1]/shop ::1 -1 shop",
                "jdbc:vertica://db:5434/shop?BackupServerNode=b,c&ConnectionLoadBalance=1 db 5434 shop",
            })
    void vertica(String url, String host, int port, String namespace) {
        assertParsed("vertica", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:sap://db:30015 db 30015 -",
                "jdbc:sap://db:30013/?databaseName=SHOP&user=bob&password=pw db 30013 SHOP",
                "jdbc:sap://a:30015;b:30015/?databaseName=SHOP a 30015 SHOP",
            })
    void hana(String url, String host, int port, String namespace) {
        assertParsed("sap.hana", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:informix-sqli://db:9088/shop:INFORMIXSERVER=s;user=bob;password=pw db 9088 shop",
                "jdbc:informix-sqli://db:9089:INFORMIXSERVER=s db 9089 -",
                "jdbc:informix-sqli://[::1]:9088/shop:INFORMIXSERVER=s ::1 9088 shop",
            })
    void informix(String url, String host, int port, String namespace) {
        assertParsed("ibm.informix", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:sybase:Tds:db:5000 db 5000 -",
                "jdbc:sybase:Tds:db:5001/shop?CHARSET=utf8&PASSWORD=pw db 5001 shop",
                "jdbc:jtds:sybase://db:5000/shop;user=bob db 5000 shop",
            })
    void sybase(String url, String host, int port, String namespace) {
        assertParsed("sybase", url, host, port, namespace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:postgresql://db:5433/shop?currentSchema=audit,public&user=bob db 5433 shop|audit",
                "jdbc:postgresql://db/shop?user=bob&currentSchema=audit db -1 shop|audit",
                "jdbc:postgresql://db/?currentSchema=audit&dbname=shop db -1 shop|audit",
                "jdbc:postgresql://db/shop?currentSchema= db -1 shop",
            })
    void schemaOfPostgresql(String url, String host, int port, String namespace) {
        assertParsed("postgresql", url, host, port, namespace);
    }

    private static void assertParsed(String system, String url, String host, int port, String namespace) {
        ConnectionInfo info = JdbcUrl.parse(url);
        assertThat(info.system().systemName()).isEqualTo(system);
        assertThat(info.host()).isEqualTo(host);
        assertThat(info.port()).isEqualTo(port);
        assertThat(info.namespace()).isEqualTo(namespace);
    }
}
