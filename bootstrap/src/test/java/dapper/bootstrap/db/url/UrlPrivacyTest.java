// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No URL leaks a password, for any position and any characters of the password. */
class UrlPrivacyTest {
    private static final String SECRET = "S3cr3t";

    /** The part before {@code |} is the URL, the part after it the characters that its password can contain. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://bob:%s@db:3306/shop?useSSL=false|/?;@:=&#(),[]{}'",
                "jdbc:mysql://address=(host=db)(user=bob)(password=%s)/shop|/?;@:&#{}'",
                "jdbc:mysql://(user=bob,password=%s)/shop|/?;@:&#{}'",
                "jdbc:mysql://db/shop?password=%s|/?;@:=#(),[]{}'",
                "jdbc:mariadb://bob:%s@a,b/shop|/?;@:=&#(),[]{}'",
                "jdbc:postgresql://bob:%s@db/shop|/?;@:=&#(),[]{}'",
                "jdbc:postgresql://db/shop?user=bob&password=%s|/?;@:=#(),[]{}'",
                "jdbc:postgresql:shop?password=%s|/?;@:=#(),[]{}'",
                "jdbc:postgresql:bob:%s@db|/?;@:=&#(),[]{}'",
                "jdbc:sqlserver://db;user=bob;password=%s;databaseName=shop|/?@:=&#(),[]'",
                "jdbc:sqlserver://db;user=bob;password={%s;databaseName=%s};encrypt=true|/?;@:=&#(),[]{'",
                "jdbc:jtds:sybase://db:5000/shop;password=%s|/?@:=&#(),[]'",
                "jdbc:datadirect:oracle://db:1521;ServiceName=s;Password=%s|/?@:=&#(),[]'",
                "jdbc:oracle:thin:bob/%s@db:1521:X|/?:;=&#[]'",
                "jdbc:oracle:thin:bob/\"%s\"@//db:1521/svc|/?;@:=&#(),[]{}'",
                "jdbc:oracle:thin:bob/%s|/?;:=&#(),[]{}'",
                "jdbc:oracle:thin:bob/%s@(DESCRIPTION=(ADDRESS=(HOST=db)))|/?;@:=&#,[]{}'",
                "jdbc:oracle:thin:@db:1521/svc?javax.net.ssl.keyStorePassword=%s|/?;@:=&#(),[]{}'",
                "jdbc:tibero:thin:bob/%s@db:8629:tb|/?:;=&#[]'",
                "jdbc:db2://db:50000/shop:user=bob;password=%s;|/?@:=&#(),[]'",
                "jdbc:informix-sqli://db:9088/shop:INFORMIXSERVER=x;user=bob;password=%s|/?@:=&#(),[]'",
                "jdbc:derby:net://db:1527/shop:user=bob;password=%s|/?@:=&#(),[]'",
                "jdbc:h2:mem:test;USER=sa;PASSWORD=%s|/?@:=&#(),[]'",
                "jdbc:h2:tcp://db/~/test;PASSWORD=%s|/?@:=&#(),[]'",
                "jdbc:hsqldb:hsql://db/shop;password=%s|/?@:=&#(),[]'",
                "jdbc:duckdb:md:shop?motherduck_token=%s|/?;@:=&#(),[]{}'",
                "jdbc:ucanaccess://c:/x.accdb;password=%s|/?@:=&#(),[]'",
                "jdbc:teradata://db/USER=bob,PASSWORD=%s,DATABASE=d|/?;@:=&#()[]{}",
                "jdbc:teradata://db/USER=bob,PASSWORD='%s,DATABASE=%s',DBS_PORT=1|/?;@:=&#(),[]{}",
                "jdbc:virtuoso://db:1111/DATABASE=d/UID=dba/PWD=%s|?;@:=&#(),[]{}'",
                "jdbc:openlink://db:5000/DSN=x/UID=bob/PWD=%s|/?;@:=&#(),[]{}'",
                "jdbc:databricks://db:443/default;UID=token;PWD=%s;ConnSchema=s|/?@:=&#(),[]'",
                "jdbc:databricks:UID=token;PWD=%s|/?@:=&#(),[]'",
                "jdbc:cloudspanner:/projects/p/instances/i/databases/d?oauthToken=%s|/?;@:=&#(),[]{}'",
                "jdbc:bigquery://https://g/bigquery/v2:443;ProjectId=p;OAuthAccessToken=%s|/?@:=&#(),[]'",
                "jdbc:datadirect:googlebigquery:Project=p;AccessToken=%s;Dataset=d|/?@:=&#(),[]'",
                "jdbc:awsathena://User=bob;Password=%s;S3OutputLocation=s3://x|/?@:=&#(),[]'",
                "jdbc:snowflake://acc/?user=bob&password=%s|/?;@:=#(),[]{}'",
                "jdbc:exa:db:8563;user=bob;password=%s|/?@:=&#(),[]'",
                "jdbc:phoenix:zk:2181:/hbase:%s:%s|?@=&#(),[]'",
                "jdbc:phoenix:zk:2181::bob:/home/%s|?@=&#(),[]'",
                "jdbc:phoenix:thin:url=http://db:8765;avatica_password=%s|/?@:=&#(),[]'",
                "jdbc:avatica:remote:url=http://bob:%s@db:8765|/?@:=&#,'",
                "jdbc:drill:drillbit=db;user=bob;password=%s|/?@:=&#(),[]'",
                "jdbc:ignite:thin://db/PUBLIC;user=bob;password=%s|/?@:=&#(),[]'",
                "jdbc:ignite:thin://db/PUBLIC?user=bob&password=%s|/?;@:=#(),[]{}'",
                "jdbc:ignite:cfg://user=bob:password=%s@file:///x|/?;@:=&#(),[]{}'",
                "jdbc:neo4j://db:7687/movies?user=bob&password=%s|/?;@:=#(),[]{}'",
                "jdbc:mongodb://bob:%s@db/shop|/?;@:=&#(),[]{}'",
                "jdbc:cubrid:db:33000:shop:bob:%s:?charset=x|/?;@:=&#(),[]{}'",
                "jdbc:cubrid:db:shop:bob:%s|/?;@:=&#(),[]{}'",
                "jdbc:firebirdsql://db/x.fdb?password=%s|/?;@:=&#(),[]{}'",
                "jdbc:firebirdsql:db:x.fdb?password=%s|/?;@:=&#(),[]{}'",
                "jdbc:oceanbase:oracle:bob/%s@db:2881/shop|/;@:=&#(),[]{}'",
                "jdbc:es://https://bob:%s@db:9200/?password=%s|/;@:=&#,'",
                "jdbc:nobody:bob:%s@//db|/?;@:=&#(),[]{}'",
                "jdbc:nobody://bob:%s@db/%s?token=%s|/?;@:=&#(),[]{}'",
                "jdbc:odbc:Driver=x;Pwd=%s|/?;@:=&#(),[]{}'",
            })
    void keepsPasswordsOut(String row) {
        int bar = row.lastIndexOf('|');
        String template = row.substring(0, bar);
        String special = row.substring(bar + 1);
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            StringBuilder password = new StringBuilder(SECRET);
            for (int parts = random.nextInt(4); parts > 0; parts--) {
                password.append(special.charAt(random.nextInt(special.length())))
                        .append(SECRET);
            }
            String url = template.replace("%s", password);
            assertThat(JdbcUrl.parse(url).toString()).as(url).doesNotContain(SECRET);
        }
    }

    @Test
    void survivesWhatIsNoUrl() {
        Random random = new Random(7);
        String alphabet = ":/@?;=()[],\\-{}'\"+abh29";
        DatabaseSystem[] systems = DatabaseSystem.values();
        String[] names = {
            "oracle:thin", "sqlserver", "phoenix", "exa", "cubrid", "firebirdsql", "drill", "teradata", "virtuoso"
        };
        for (int i = 0; i < 200_000; i++) {
            String name = i % 2 == 0
                    ? names[random.nextInt(names.length)]
                    : systems[random.nextInt(systems.length)].name().toLowerCase(Locale.ROOT);
            StringBuilder url = new StringBuilder("jdbc:").append(name).append(':');
            for (int c = random.nextInt(24); c > 0; c--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(JdbcUrl.parse(url.toString())).as(url.toString()).isNotNull();
        }
    }
}
