// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that a database reads without quotes. */
class BareWordsTest {
    private static String sanitize(SqlDialect dialect, String sql) {
        return String.valueOf(SqlSanitizer.sanitize(sql, dialect, false).query());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "EXEC p secret | EXEC p ?",
                "exec p secret, [other secret], #temp | exec p ?, ?, ?",
                "EXECUTE shop.dbo.p @x = secret, @y = @z OUTPUT, @n = NULL | EXECUTE shop.dbo.p @x = ?, @y = @z OUTPUT, @n = NULL",
                "EXEC shop..p secret | EXEC shop..p ?",
                "EXEC @r = p secret, 'x', 5 | EXEC @r = p ?, ?, ?",
                "EXEC @procedure secret | EXEC @procedure ?",
                "EXEC p password WITH RECOMPILE | EXEC p ? WITH RECOMPILE",
                "EXEC p hunter.secret | EXEC p ?.?",
                "EXEC (@sql) SELECT a FROM t | EXEC (@sql) SELECT a FROM t",
                "INSERT INTO t EXEC p secret | INSERT INTO t EXEC p ?",
                "DECLARE @r int EXEC @r = p secret SELECT a FROM t | DECLARE @r int EXEC @r = p ? SELECT a FROM t",
                "sp_addlogin alice, secret | sp_addlogin ?, ?",
                "dbo.sp_who secret SELECT a FROM t | dbo.sp_who ? SELECT a FROM t",
                "[sp who] secret | [sp who] ?",
                "GRANT EXECUTE ON p TO alice | GRANT EXECUTE ON p TO alice",
                "SELECT a FROM t WHERE b = c | SELECT a FROM t WHERE b = c",
                "IF @a > 1 SELECT b FROM t | IF @a > ? SELECT b FROM t",
            })
    void argumentsOfProceduresInTransactSql(String sql, String expected) {
        assertThat(sanitize(SqlDialect.SQL_SERVER, sql)).isEqualTo(expected);
        assertThat(sanitize(SqlDialect.SYBASE, sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "INFORMIX"})
    void argumentsOfProceduresWhereTheDatabaseIsUnknown(SqlDialect dialect) {
        assertThat(sanitize(dialect, "EXEC p secret")).isEqualTo("EXEC p ?");
        assertThat(sanitize(dialect, "sp_password secret, other")).isEqualTo("sp_password ?, ?");
        assertThat(sanitize(dialect, "OPTIMIZE TABLE orders FINAL")).isEqualTo("OPTIMIZE TABLE orders FINAL");
        assertThat(sanitize(dialect, "MATCH (n:Person) RETURN n.name")).isEqualTo("MATCH (n:Person) RETURN n.name");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "ORACLE", "STANDARD"})
    void wordsBehindExecuteAreNamesElsewhere(SqlDialect dialect) {
        assertThat(sanitize(dialect, "EXECUTE plan USING a")).isEqualTo("EXECUTE plan USING a");
        assertThat(sanitize(dialect, "CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f()"))
                .isEqualTo("CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f()");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL | SET app.tenant = secret | SET app.tenant = ?",
                "POSTGRESQL | SET LOCAL app.tenant TO secret, \"other secret\" | SET LOCAL app.tenant TO ?, ?",
                "POSTGRESQL | ALTER ROLE bob SET app.key = secret; SELECT a | ALTER ROLE bob SET app.key = ?; SELECT a",
                "POSTGRESQL | UPDATE t SET a = b, c = d WHERE e = f | UPDATE t SET a = b, c = d WHERE e = f",
                "POSTGRESQL | INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = b | INSERT INTO t VALUES (?) ON CONFLICT DO UPDATE SET a = b",
                "POSTGRESQL | WITH x AS (SELECT 1) UPDATE t SET a = b | WITH x AS (SELECT ?) UPDATE t SET a = b",
                "POSTGRESQL | SET TRANSACTION ISOLATION LEVEL READ COMMITTED | SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
                "POSTGRESQL | SET ROLE bob | SET ROLE bob",
                "POSTGRESQL | CREATE TABLE t (a int REFERENCES u ON DELETE SET NULL, CHECK (b = c)) | CREATE TABLE t (a int REFERENCES u ON DELETE SET NULL, CHECK (b = c))",
                "MYSQL | SET sql_mode = secret, @a := other, names = x.y | SET sql_mode = ?, @a := ?, names = x.y",
                "MYSQL | SET @a = (SELECT b FROM t), c = lower(d), e = secret | SET @a = (SELECT b FROM t), c = lower(?), e = ?",
                "MYSQL | INSERT INTO t SET a = b | INSERT INTO t SET a = b",
                "ORACLE | ALTER SESSION SET x = secret | ALTER SESSION SET x = ?",
                "ORACLE | MERGE INTO t USING u ON (t.a = u.a) WHEN MATCHED THEN UPDATE SET t.b = c | MERGE INTO t USING u ON (t.a = u.a) WHEN MATCHED THEN UPDATE SET t.b = c",
                "SQLITE | PRAGMA key = secret | PRAGMA key = ?",
                "SQLITE | PRAGMA key(secret) | PRAGMA key(?)",
                "SQLITE | PRAGMA main.key = `secret` | PRAGMA main.key = ?",
                "SQL_SERVER | SET LANGUAGE French | SET LANGUAGE French",
                "UNKNOWN | SET hive.password=secret | SET hive.password=?",
            })
    void valuesOfSettings(SqlDialect dialect, String sql, String expected) {
        assertThat(sanitize(dialect, sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void passwords(SqlDialect dialect) {
        assertThat(sanitize(dialect, "CONNECT scott IDENTIFIED BY secret")).doesNotContain("secret");
        assertThat(sanitize(dialect, "CONNECT scott/secret@db")).doesNotContain("secret");
        assertThat(sanitize(dialect, "CONNECT TO shop USER scott USING secret")).doesNotContain("secret");
        assertThat(sanitize(dialect, "GRANT CONNECT TO a, b IDENTIFIED BY secret, secret2; SELECT a, b"))
                .isEqualTo("GRANT CONNECT TO a, b IDENTIFIED BY ?, ?; SELECT a, b");
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void rowsBehindACopyStatement(SqlDialect dialect) {
        assertThat(sanitize(dialect, "COPY t (a, b) FROM STDIN;\nsecret\t1\n\\."))
                .isEqualTo("COPY t (a, b) FROM STDIN;");
        assertThat(sanitize(dialect, "COPY t FROM 'file'; SELECT a FROM t"))
                .isEqualTo("COPY t FROM ?; SELECT a FROM t");
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void argumentsOfEscapedCalls(SqlDialect dialect) {
        for (String sql : new String[] {"{call p(secret)}", "{? = call p(secret)}", "{call p secret}"}) {
            SqlText text = SqlSanitizer.sanitize(sql, dialect, false);
            assertThat(text.query() + text.summary() + text.storedProcedure()).doesNotContain("secret");
        }
    }

    @Test
    void textThatIsParameterizedKeepsThem() {
        assertThat(SqlSanitizer.sanitize("EXEC p published, ?", SqlDialect.SQL_SERVER, true)
                        .query())
                .isEqualTo("EXEC p published, ?");
    }
}
