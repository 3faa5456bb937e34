// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs from the drivers' manuals, driver by driver. */
class UrlGrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql+srv://bob:pw@_mysql._tcp.example.com/shop | mysql | _mysql._tcp.example.com | -1 | shop",
                "jdbc:mysql+srv:loadbalance://srv.example.com/shop | mysql | srv.example.com | -1 | shop",
                "jdbc:mysql:replication://a:1,b:2/shop | mysql | a | 1 | shop",
                "jdbc:mysql://bob:pw@[a:1,b:2]/shop | mysql | a | 1 | shop",
                "jdbc:mysql://bob:pw@[[::1]:1,b:2]/shop | mysql | ::1 | 1 | shop",
                "jdbc:mysql://address=(protocol=tcp)(host=::1)(port=3307)/shop | mysql | ::1 | 3307 | shop",
                "jdbc:mysql://address=(host=db)(password=p/w)/shop | mysql | db | -1 | shop",
                "jdbc:mysql:///shop?cloudSqlInstance=p:eu:i&socketFactory=com.google.cloud.sql.mysql.SocketFactory | mysql | p:eu:i | -1 | shop",
                "jdbc:mysql:aws://db/shop | mysql | db | -1 | shop",
                "jdbc:aws-wrapper:mysql://db:3306/shop | mysql | db | 3306 | shop",
                "jdbc:mariadb:replication://address=(host=a)(port=1)(type=primary),address=(host=b)/shop | mariadb | a | 1 | shop",
                "jdbc:mariadb:loadbalance:sequential://a:1,b/shop | mariadb | a | 1 | shop",
                "jdbc:postgresql://a:1,b:2,c/shop?targetServerType=primary&user=a@b | postgresql | a | 1 | shop",
                "jdbc:postgresql:shop?user=a@b | postgresql | localhost | -1 | shop",
                "jdbc:tc:postgis:16-3.4:///shop | postgresql | localhost | -1 | shop",
                "jdbc:yugabytedb://a:5433,b:5433/shop?load-balance=true | yugabytedb | a | 5433 | shop",
                "jdbc:pivotal:greenplum://db:5432;DatabaseName=shop;User=bob | greenplum | db | 5432 | shop",
                "jdbc:opengauss://a:1,b:2/shop?user=bob | opengauss | a | 1 | shop",
                "jdbc:kingbase8://db:54321/shop | kingbase | db | 54321 | shop",
                "jdbc:oceanbase://db:2883/shop?user=u@sys#c:1&password=pw | oceanbase | db | 2883 | shop",
                "jdbc:oceanbase:loadbalance://a:2881,b:2881/shop | oceanbase | a | 2881 | shop",
                "jdbc:singlestore:sequential://db:3306/shop | singlestore | db | 3306 | shop",
                "jdbc:dm://db:5236/SHOP | dm | db | 5236 | SHOP",
                "jdbc:dm://db:5236?schema=SHOP&user=x | dm | db | 5236 | SHOP",
                "jdbc:sqlserver://db;databaseName={my;db} | microsoft.sql_server | db | -1 | my;db",
                "jdbc:sqlserver://db;password={a;databaseName=no};databaseName={a}}b} | microsoft.sql_server | db | -1 | a}b",
                "jdbc:sqlserver://db;instanceName=i;databaseName=d | microsoft.sql_server | db | -1 | i|d",
                "jdbc:sqlserver://;serverName=3ffe:8311::1;databaseName=d | microsoft.sql_server | 3ffe:8311::1 | -1 | d",
                "jdbc:datadirect:sqlserver://db:1433;DatabaseName=d | microsoft.sql_server | db | 1433 | d",
                "jdbc:weblogic:sqlserver://db:1433;databaseName=d | microsoft.sql_server | db | 1433 | d",
                "jdbc:datadirect:oracle://db:1522;ServiceName=svc;User=x | oracle.db | db | 1522 | svc",
                "jdbc:datadirect:openedge://db:2003;databaseName=d;User=x | openedge | db | 2003 | d",
                "jdbc:datadirect:db2://db:446;LocationName=d;User=x | ibm.db2 | db | 446 | d",
                "jdbc:oracle:thin:bob/\"p?w@x\"@db:1521:X | oracle.db | db | 1521 | X",
                "jdbc:oracle:thin:@ldap://dir:389/svc,cn=OracleContext,dc=x | oracle.db | dir | 389 | svc",
                "jdbc:oracle:thin:@db:1521/svc?javax.net.ssl.keyStorePassword=a@b | oracle.db | db | 1521 | svc",
                "jdbc:tibero:thin:@db:8629:tb | tibero | db | 8629 | tb",
                "jdbc:teradata://db/DATABASE=d,DBS_PORT=1026 | teradata | db | 1026 | d",
                "jdbc:teradata://db/USER=a@b,PASSWORD='x,DATABASE=no',DBS_PORT=1026,DATABASE='a,b' | teradata | db | 1026 | a,b",
                "jdbc:teradata://db | teradata | db | -1 | -",
                "jdbc:databricks://w.cloud.databricks.com:443/default;transportMode=http;UID=token;PWD=pw;ConnCatalog=main;ConnSchema=sales | databricks | w.cloud.databricks.com | 443 | main|sales",
                "jdbc:databricks://w:443/default;httpPath=/sql/1 | databricks | w | 443 | default",
                "jdbc:spark://db:10000/shop | spark | db | 10000 | shop",
                "jdbc:snowflake://acc/?db=d&schema=s&warehouse=w | snowflake | acc | -1 | d|s",
                "jdbc:cloudspanner:/projects/p/instances/i/databases/d?credentials=/k.json;autocommit=false | gcp.spanner | - | -1 | p|i|d",
                "jdbc:cloudspanner://localhost:9010/projects/p/instances/i/databases/d;usePlainText=true | gcp.spanner | localhost | 9010 | p|i|d",
                "jdbc:bigquery://https://www.googleapis.com/bigquery/v2:443;ProjectId=p;OAuthServiceAcctEmail=a@b;DefaultDataset=d | gcp.bigquery | www.googleapis.com | -1 | p|d",
                "jdbc:datadirect:googlebigquery:Project=p;Dataset=d;AccessToken=x | gcp.bigquery | - | -1 | p|d",
                "jdbc:athena://Region=eu-west-1;WorkGroup=w;Database=d | aws.athena | - | -1 | d",
                "jdbc:awsathena://athena.eu-west-1.amazonaws.com:443;User=k;Password=s;Schema=d | aws.athena | athena.eu-west-1.amazonaws.com | 443 | d",
                "jdbc:exa:db:8563;schema=s;user=u;password=p | exasol | db | 8563 | s",
                "jdbc:exa:10.0.0.11..14,b/FP:8564;schema=s | exasol | 10.0.0.11 | 8564 | s",
                "jdbc:exa:a,b:8563/FINGER;user=u | exasol | a | 8563 | -",
                "jdbc:phoenix:zk1,zk2:2181:/hbase:bob:/keytab | phoenix | zk1 | 2181 | /hbase",
                "jdbc:phoenix+zk:zk1\\:2182,zk2\\:2181::/hbase;schema=s | phoenix | zk1 | 2182 | s",
                "jdbc:phoenix:zk1:/hbase | phoenix | zk1 | -1 | /hbase",
                "jdbc:phoenix::::bob:/home/bob/keytab | phoenix | - | -1 | -",
                "jdbc:phoenix:zk1:2181::bob:/home/bob/keytab | phoenix | zk1 | 2181 | -",
                "jdbc:phoenix:thin:url=http://db:8765;serialization=PROTOBUF;avatica_password=pw | phoenix | db | 8765 | -",
                "jdbc:avatica:remote:url=https://bob:p/w@db:8766/x;user=u | other_sql | db | 8766 | -",
                "jdbc:calcite:model=m.json;schema=s | calcite | - | -1 | s",
                "jdbc:drill:drillbit=db:31010;schema=dfs | drill | db | 31010 | dfs",
                "jdbc:drill:zk=zk1:2181,zk2:2181/drill/id;schema=dfs | drill | zk1 | 2181 | dfs",
                "jdbc:dremio:direct=db:31010;schema=s | dremio | db | 31010 | s",
                "jdbc:kylin://db:7070/project | kylin | db | 7070 | project",
                "jdbc:ignite:thin://a:10800,b:10800/PUBLIC;user=u;password=p | ignite | a | 10800 | PUBLIC",
                "jdbc:ignite:cfg://cache=c:user=bob@file:///etc/c.xml | ignite | - | -1 | -",
                "jdbc:neo4j://db:7687/movies?user=u | neo4j | db | 7687 | movies",
                "jdbc:neo4j+s://db/movies | neo4j | db | -1 | movies",
                "jdbc:neo4j:bolt+ssc://db:7688 | neo4j | db | 7688 | -",
                "jdbc:hive2://zk1:2181,zk2:2181/shop;serviceDiscoveryMode=zooKeeper;zooKeeperNamespace=hs2 | hive | zk1 | 2181 | shop",
                "jdbc:impala://db:21050/shop;AuthMech=3;UID=u;PWD=p | impala | db | 21050 | shop",
                "jdbc:cassandra://a--b--c:9043/ks?localdatacenter=x | cassandra | a | 9043 | ks",
                "jdbc:mongodb://bob:pw@a:1,b:2/shop?authSource=admin | mongodb | a | 1 | shop",
                "jdbc:mongodb+srv://bob:pw@db/shop | mongodb | db | -1 | shop",
                "jdbc:es://https://db:9243/prefix?password=p | elasticsearch | db | 9243 | -",
                "jdbc:opensearch://https://db:9200?auth=basic | opensearch | db | 9200 | -",
                "jdbc:clickhouse:https://db:8443/shop | clickhouse | db | 8443 | shop",
                "jdbc:ch://(https://a:8443),(https://b:8443)/shop | clickhouse | a | 8443 | shop",
                "jdbc:vdb://db:9999/admin?user=u | denodo | db | 9999 | admin",
                "jdbc:virtuoso://db:1111/DATABASE=d/UID=dba/PWD=dba | virtuoso | db | 1111 | d",
                "jdbc:Altibase://db:20300/mydb | altibase | db | 20300 | mydb",
                "jdbc:cubrid:db:33001:shop:bob:pw:?charset=utf-8 | cubrid | db | 33001 | shop",
                "jdbc:CUBRID:db:shop:bob:pw | cubrid | db | -1 | -",
                "jdbc:ucanaccess://c:/data/x.accdb;password=p | microsoft.access | - | -1 | c:/data/x.accdb",
                "jdbc:pervasive://db:1583/shop | pervasive | db | 1583 | shop",
                "jdbc:ingres://db:21064/shop;UID=u;PWD=p | actian.ingres | db | 21064 | shop",
                "jdbc:firebirdsql://db:3051//data/x.fdb?user=u | firebirdsql | db | 3051 | /data/x.fdb",
                "jdbc:firebirdsql:db/3051:/data/x.fdb | firebirdsql | db | 3051 | /data/x.fdb",
                "jdbc:firebirdsql:native:db:c:/x.fdb | firebirdsql | db | -1 | c:/x.fdb",
                "jdbc:firebirdsql:embedded:c:/x.fdb?password=p | firebirdsql | - | -1 | c:/x.fdb",
                "jdbc:IRIS://db:1972/USER/jdbc.log:com.Log | intersystems.cache | db | 1972 | USER",
                "jdbc:sap://a:30015;b:30015/?databaseName=X | sap.hana | a | 30015 | X",
                "jdbc:TAOS-RS://db:6041/power?user=root | tdengine | db | 6041 | power",
                "jdbc:redshift:iam://cluster:eu-west-1/dev | aws.redshift | cluster | -1 | dev",
                "jdbc:h2:ssl://db:9093/~/test;PASSWORD=p | h2database | db | 9093 | ~/test",
                "jdbc:duckdb:md:shop?motherduck_token=t | duckdb | - | -1 | md:shop",
                "jdbc:arrow-flight-sql://db:32010/?token=t | other_sql | db | 32010 | -",
                "jdbc:odbc:Driver=x;Url=http://bob:pw@db | other_sql | - | -1 | -",
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
}
