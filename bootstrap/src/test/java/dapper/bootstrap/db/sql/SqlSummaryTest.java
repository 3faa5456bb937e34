// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "NULL",
            value = {
                // From the semantic conventions.
                "SELECT * FROM wuser_table WHERE username = ? | SELECT wuser_table",
                "INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders WHERE order_id = ? | INSERT shipping_details SELECT orders",
                "SELECT * FROM songs, artists WHERE songs.artist_id == artists.id | SELECT songs artists",
                "SELECT order_date FROM (SELECT * FROM orders o JOIN customers c ON o.customer_id = c.customer_id) | SELECT SELECT orders customers",
                "SELECT * FROM \"song list\" | SELECT \"song list\"",
                "{call some_stored_procedure} | call some_stored_procedure",
                // SELECT
                "select a from b | select b",
                "SELECT 1 | SELECT",
                "SELECT a.b, c FROM d.e x, f AS g WHERE h = 1 | SELECT d.e f",
                "SELECT a FROM cat.sch.tab | SELECT cat.sch.tab",
                "SELECT a FROM \"Sch\".\"Tab\" | SELECT \"Sch\".\"Tab\"",
                "SELECT a FROM public.t | SELECT public.t",
                "SELECT a FROM t1 LEFT OUTER JOIN t2 ON t1.x = t2.x, t3 | SELECT t1 t2 t3",
                "SELECT a FROM (t1 JOIN t2 ON t1.x = t2.x) | SELECT t1 t2",
                "SELECT a FROM t1 JOIN (SELECT b FROM t2) x ON 1 = 1 | SELECT t1 SELECT t2",
                "SELECT a FROM t WHERE b IN (SELECT c FROM d WHERE e = 1) AND f = 2 | SELECT t SELECT d",
                "SELECT (SELECT max(x) FROM y) FROM z | SELECT SELECT y z",
                "SELECT a FROM b UNION ALL SELECT c FROM d | SELECT b SELECT d",
                "(SELECT a FROM b) UNION (SELECT c FROM d) | SELECT b SELECT d",
                "SELECT EXTRACT(YEAR FROM ts) FROM t | SELECT t",
                "SELECT TRIM(BOTH 'x' FROM y) FROM t | SELECT t",
                "SELECT a IS DISTINCT FROM b FROM t | SELECT t",
                "SELECT a FROM t FOR UPDATE OF t | SELECT t",
                "SELECT a FROM t ORDER BY b, c LIMIT 3 | SELECT t",
                "SELECT a FROM generate_series(1, 10) | SELECT",
                "SELECT a FROM pg_catalog.generate_series(1, 10), t | SELECT t",
                "SELECT a FROM t (NOLOCK) | SELECT t",
                "SELECT a FROM LATERAL (SELECT b FROM c) | SELECT SELECT c",
                "SELECT a INTO b FROM c | SELECT b c",
                "SELECT a FROM user | SELECT user",
                "SELECT u.order, u.from FROM users u | SELECT users",
                "SELECT a FROM :table | SELECT",
                "SELECT a FROM @rows r JOIN t ON 1 = 1 | SELECT t",
                "SELECT a FROM t AS x(p, q), u | SELECT t u",
                "SELECT a FROM t1 CROSS JOIN t2 NATURAL JOIN t3 | SELECT t1 t2 t3",
                "SELECT {fn now()} FROM t | SELECT t",
                // WITH
                "WITH x AS (SELECT a FROM t), y AS (SELECT b FROM u) SELECT f(a), b FROM x JOIN y JOIN v | SELECT t SELECT u SELECT v",
                "WITH RECURSIVE x(n) AS (VALUES (1)) SELECT n FROM x | SELECT",
                "WITH x AS (SELECT a FROM t) INSERT INTO u SELECT * FROM x | SELECT t INSERT u SELECT",
                "WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *) SELECT * FROM d | DELETE t SELECT",
                "INSERT INTO u WITH x AS (SELECT a FROM t) SELECT * FROM x | INSERT u SELECT t SELECT",
                // INSERT, UPDATE, DELETE, MERGE
                "insert into t values (1, 2) | insert t",
                "INSERT INTO t(a, b) VALUES (1, 2), (3, 4) | INSERT t",
                "INSERT IGNORE INTO t SET a = 1 | INSERT t",
                "INSERT OR REPLACE INTO t VALUES (1) | INSERT t",
                "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2 | INSERT t",
                "INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2 | INSERT t",
                "REPLACE INTO t VALUES (1) | REPLACE t",
                "UPDATE t SET a = 1, b = REPLACE(c, 'x', 'y') WHERE d = 2 | UPDATE t",
                "UPDATE t, u SET t.a = u.a | UPDATE t u",
                "UPDATE t SET a = (SELECT b FROM u) FROM v WHERE 1 = 1 | UPDATE t SELECT u v",
                "UPDATE ONLY s.t SET a = 1 | UPDATE s.t",
                "DELETE FROM t WHERE a = 1 | DELETE t",
                "DELETE FROM s.t | DELETE s.t",
                "MERGE INTO t USING s ON (t.a = s.a) WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1) | MERGE t s",
                "MERGE INTO t KEY(id) VALUES (1, 2) | MERGE t",
                "TRUNCATE TABLE t | TRUNCATE t",
                // Definition
                "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10) DEFAULT 'x') | CREATE TABLE t",
                "CREATE TABLE IF NOT EXISTS s.t (a INT) | CREATE TABLE s.t",
                "CREATE GLOBAL TEMPORARY TABLE t (a INT) | CREATE TABLE t",
                "CREATE TABLE t AS SELECT a FROM u | CREATE TABLE t SELECT u",
                "CREATE OR REPLACE VIEW v AS SELECT a FROM t | CREATE VIEW v SELECT t",
                "CREATE UNIQUE INDEX i ON t (a) | CREATE INDEX i",
                "CREATE PROCEDURE p(IN x INT) BEGIN UPDATE t SET a = x; DELETE FROM u; END | CREATE PROCEDURE p UPDATE t DELETE u",
                "ALTER TABLE t ADD COLUMN c INT | ALTER TABLE t",
                "ALTER TABLE t DROP CONSTRAINT c | ALTER TABLE t",
                "DROP TABLE IF EXISTS t, u CASCADE | DROP TABLE t u",
                "DROP INDEX i ON t | DROP INDEX i",
                "CREATE USER bob IDENTIFIED BY secret | CREATE USER",
                // Procedures and the rest
                "CALL p(1, 'x') | CALL p",
                "{ ? = call pkg.fun(?, ?) } | call pkg.fun",
                "EXEC sp_who 'x', 1 | EXEC sp_who",
                "EXEC @rc = dbo.p @a = 1 | EXEC dbo.p",
                "EXECUTE IMMEDIATE 'DROP TABLE t' | EXECUTE",
                "EXPLAIN ANALYZE SELECT a FROM t | EXPLAIN ANALYZE SELECT t",
                "SHOW TABLES | SHOW",
                "SET search_path TO x | SET",
                "GRANT SELECT, UPDATE ON t TO bob | GRANT",
                "REVOKE SELECT ON t FROM bob | REVOKE",
                "COPY t (a) FROM STDIN | COPY t",
                "BEGIN TRANSACTION | BEGIN",
                "COMMIT | COMMIT",
                "VALUES (1) | VALUES",
                "UPDATE a SET x = 1; DELETE FROM b; | UPDATE a DELETE b",
                // Text that is not understood
                "this is no sql | NULL",
                "42 | NULL",
                "'x' | NULL",
                "foo; SELECT a FROM b | SELECT b",
                "( | NULL",
            })
    void namesOperationsAndTargets(String sql, String expected) {
        assertThat(SqlSanitizer.sanitize(sql, SqlDialect.STANDARD, false).summary())
                .isEqualTo(expected);
    }

    @Test
    void emptyTextHasNoSummary() {
        assertThat(SqlSanitizer.sanitize("", SqlDialect.STANDARD, false).summary())
                .isNull();
        assertThat(SqlSanitizer.sanitize(" /* nothing */ ", SqlDialect.STANDARD, false)
                        .summary())
                .isNull();
    }

    @Test
    void readsQuotesOfTheDialect() {
        assertThat(SqlSanitizer.sanitize("SELECT * FROM `song list`", SqlDialect.MYSQL, false)
                        .summary())
                .isEqualTo("SELECT `song list`");
        assertThat(SqlSanitizer.sanitize("SELECT * FROM dbo.[song list]", SqlDialect.SQL_SERVER, false)
                        .summary())
                .isEqualTo("SELECT dbo.[song list]");
        assertThat(SqlSanitizer.sanitize("SELECT * FROM \"song list\" WHERE a = \"x\"", SqlDialect.UNKNOWN, false)
                        .summary())
                .isEqualTo("SELECT \"song list\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE KEYSPACE IF NOT EXISTS shop WITH durable_writes = true | CREATE KEYSPACE shop",
                "CREATE CUSTOM INDEX i ON shop.book (title) | CREATE INDEX i",
                "UPDATE shop.book USING TTL 400 SET a = 1 | UPDATE shop.book",
                "DELETE a, b FROM book WHERE id = 1 | DELETE book",
                "SELECT count(*) FROM book WHERE token(id) > 1 ALLOW FILTERING | SELECT book",
                "BEGIN BATCH INSERT INTO a (b) VALUES (1); UPDATE c SET d = 2 WHERE e = 3; APPLY BATCH; | BEGIN INSERT a UPDATE c",
                "BEGIN UNLOGGED BATCH DELETE FROM a WHERE b = 1; APPLY BATCH | BEGIN DELETE a",
                "SELECT * FROM batch | SELECT batch",
                "TRUNCATE TABLE book | TRUNCATE book",
            })
    void cql(String cql, String expected) {
        assertThat(SqlSanitizer.sanitize(cql, SqlDialect.CQL, false).summary()).isEqualTo(expected);
    }

    @Test
    void isCutBetweenTargets() {
        StringBuilder sql = new StringBuilder("SELECT * FROM t0");
        for (int i = 1; i < 100; i++) {
            sql.append(", table").append(i);
        }
        String summary = SqlSanitizer.sanitize(sql.toString(), SqlDialect.STANDARD, false)
                .summary();
        assertThat(summary)
                .startsWith("SELECT t0 table1 table2 ")
                .endsWith(" table31")
                .hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void qualifiedNameIsCutAsAWhole() {
        String schema = "s".repeat(200);
        String sql = "SELECT * FROM a, " + schema + "." + "t".repeat(100) + ", b";
        assertThat(SqlSanitizer.sanitize(sql, SqlDialect.STANDARD, false).summary())
                .isEqualTo("SELECT a");
    }

    @Test
    void remembersTheProcedureOfACallEscape() {
        SqlText text = SqlSanitizer.sanitize("{? = call pkg.fun(?, 5)}", SqlDialect.ORACLE, true);
        assertThat(text.storedProcedure()).isEqualTo("pkg.fun");
        assertThat(text.query()).isNull();
        assertThat(SqlSanitizer.sanitize("CALL p(1)", SqlDialect.MYSQL, false).storedProcedure())
                .isNull();
    }
}
