// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSanitizerTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT * FROM t WHERE a = 'x' | SELECT * FROM t WHERE a = ?",
                "SELECT * FROM t WHERE a='it''s' AND b=1 | SELECT * FROM t WHERE a=? AND b=?",
                "SELECT a FROM t WHERE b = -1.5e-3 AND c > +2 | SELECT a FROM t WHERE b = ? AND c > ?",
                "SELECT a-1, b - 2, (c)-3, ?-4 FROM t5 | SELECT a-?, b - ?, (c)-?, ?-? FROM t5",
                "SELECT .5, 1., 0xFF, 1_000, 10L FROM t | SELECT ?, ?, ?, ?, ? FROM t",
                "SELECT N'x', X'ff', B'01', E'a\\'b' FROM t | SELECT ?, ?, ?, ? FROM t",
                "SELECT DATE '2020-01-01', TIMESTAMP'2020-01-01 00:00:00', INTERVAL '1' DAY | SELECT DATE ?, TIMESTAMP?, INTERVAL ? DAY",
                "SELECT {d '2020-01-01'}, {ts '2020-01-01 00:00:00'} | SELECT {d ?}, {ts ?}",
                "SELECT TRUE, false, NULL | SELECT ?, ?, NULL",
                "SELECT a FROM t WHERE b IN (1, 2, 3) | SELECT a FROM t WHERE b IN (?)",
                "SELECT a FROM t WHERE b in('x','y') AND c = 1 | SELECT a FROM t WHERE b in(?) AND c = ?",
                "SELECT a FROM t WHERE b IN (?, ?,?) | SELECT a FROM t WHERE b IN (?)",
                "SELECT a FROM t WHERE b IN (-1, +2) | SELECT a FROM t WHERE b IN (?)",
                "SELECT a FROM t WHERE b IN (1, f(2), 3) | SELECT a FROM t WHERE b IN (?, f(?), ?)",
                "SELECT a FROM t WHERE b IN (1) | SELECT a FROM t WHERE b IN (?)",
                "SELECT a FROM t WHERE b IN (SELECT c FROM d WHERE e = 1) | SELECT a FROM t WHERE b IN (SELECT c FROM d WHERE e = ?)",
                "SELECT a FROM t WHERE (b, c) IN ((1, 2), (3, 4)) | SELECT a FROM t WHERE (b, c) IN ((?, ?), (?, ?))",
                "SELECT  a\t, b  FROM   t | SELECT a , b FROM t",
                "SELECT a -- it's\\n FROM t | SELECT a FROM t",
                "SELECT a /* it's 'x' */ FROM t | SELECT a FROM t",
                "SELECT a/**/FROM t | SELECT a FROM t",
                "SELECT /*+ INDEX(t i) */ a FROM t | SELECT a FROM t",
                "SELECT \"it's\" FROM \"T\"\"1\" | SELECT \"it's\" FROM \"T\"\"1\"",
                "SELECT t1.c2, c3 FROM t4 | SELECT t1.c2, c3 FROM t4",
                "SELECT 'unterminated | SELECT ?",
                "SELECT 'a' 'b' | SELECT ? ?",
                "SELECT $1, :name, @p1 FROM t | SELECT $1, :name, @p1 FROM t",
                "SELECT a::int, b[1] FROM t WHERE c = $$it's$$ AND d = $x$ $$ 'y' $x$ | SELECT a::int, b[?] FROM t WHERE c = ? AND d = ?",
                "ALTER USER scott IDENTIFIED BY tiger REPLACE lion | ALTER USER scott IDENTIFIED BY ? REPLACE ?",
                "CREATE USER scott IDENTIFIED BY \"tiger\" | CREATE USER scott IDENTIFIED BY ?",
                "CREATE USER sa PASSWORD 'x' | CREATE USER sa PASSWORD ?",
                "CALL p(1, 'x') | CALL p(?, ?)",
                "SELECT größe FROM köln WHERE straße = 'ß' | SELECT größe FROM köln WHERE straße = ?",
                "UPDATE t SET a = 1;DELETE FROM u | UPDATE t SET a = ?;DELETE FROM u",
            })
    void replacesLiterals(String sql, String expected) {
        assertThat(sanitize(sql.replace("\\n", "\n"), SqlDialect.POSTGRESQL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT `a` FROM t WHERE b = \"x\" | SELECT `a` FROM t WHERE b = ?",
                "SELECT 'a\\\\' FROM t | SELECT ? FROM t",
                "SELECT \"a'\", 'b' FROM t | SELECT ?, ? FROM t",
                "SELECT 1 # it's | SELECT ?",
                "SELECT 5--1 | SELECT ?-?",
                "SELECT 5 -- 1 | SELECT ?",
                "SELECT /*!40001 SQL_NO_CACHE */ a FROM t WHERE b = 'x' | SELECT SQL_NO_CACHE a FROM t WHERE b = ?",
                "SELECT _utf8'x' COLLATE c | SELECT _utf8? COLLATE c",
            })
    void readsMySqlAsMySqlDoes(String sql, String expected) {
        assertThat(sanitize(sql, SqlDialect.MYSQL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT \"Title\" FROM book WHERE id = f47ac10b-58cc-4372-a567-0e02b2c3d479 | SELECT \"Title\" FROM book WHERE id = ?",
                "SELECT a FROM t WHERE id IN (550e8400-e29b-41d4-a716-446655440000, 123e4567-e89b-12d3-a456-426614174000) | SELECT a FROM t WHERE id IN (?)",
                "SELECT a FROM t WHERE deadbeef = b - c | SELECT a FROM t WHERE deadbeef = b - c",
                "SELECT a // it's secret\\n FROM t | SELECT a FROM t",
                "SELECT a -- it's secret\\n FROM t | SELECT a FROM t",
                "UPDATE t SET a = {'x': 1, 'y': 2}, b = [1, 2], c = b + {'z'} WHERE d = 0xCAFE | UPDATE t SET a = {?: ?, ?: ?}, b = [?, ?], c = b + {?} WHERE d = ?",
                "INSERT INTO t (a, b) VALUES ($$it's$$, 89h4m48s) USING TTL 5 | INSERT INTO t (a, b) VALUES (?, ?) USING TTL ?",
                "CREATE ROLE r WITH PASSWORD = 'x' AND LOGIN = true | CREATE ROLE r WITH PASSWORD = ? AND LOGIN = ?",
            })
    void readsCqlAsCassandraDoes(String cql, String expected) {
        assertThat(sanitize(cql.replace("\\n", "\n"), SqlDialect.CQL)).isEqualTo(expected);
    }

    @Test
    void readsBracketsWhereTheyAreQuotes() {
        assertThat(sanitize("SELECT [i t] FROM [a]]b] WHERE c = 'x'", SqlDialect.SQL_SERVER))
                .isEqualTo("SELECT [i t] FROM [a]]b] WHERE c = ?");
    }

    @Test
    void readsOraclesOwnQuotes() {
        assertThat(sanitize("SELECT q'[it's]', nq'!a'b!' FROM t", SqlDialect.ORACLE))
                .isEqualTo("SELECT ?, ? FROM t");
    }

    /** Each of these ends at different places for different databases or settings. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "MYSQL", "SYBASE", "INFORMIX", "UNKNOWN"})
    void givesUpTheRestWhereAnEndIsInDoubt(SqlDialect dialect) {
        assertThat(sanitize("SELECT 'C:\\', '" + SECRET + "'", dialect)).isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT 'a\\' AND " + SECRET + " '", dialect)).isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT 'a\\\\\\', " + SECRET, dialect)).isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT \"a\\\" , " + SECRET + " \"", dialect)).isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT 1 /* user /* alice */ card 4111-1111 " + SECRET + " */", dialect))
                .isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT 1 /* /* */ '" + SECRET + " */ " + SECRET + "'", dialect))
                .isEqualTo("SELECT ?");
        assertThat(sanitize("SELECT a -- x\r, 'b\n" + SECRET + "'", dialect)).isEqualTo("SELECT a");
        assertThat(sanitize("SELECT `a' FROM b`, '" + SECRET + "'", dialect)).isEqualTo("SELECT ?");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQL_SERVER", "SQLITE", "ORACLE"})
    void readsBackslashesAsOtherCharactersWhereNoSettingChangesThem(SqlDialect dialect) {
        assertThat(sanitize("SELECT 'C:\\', a, 'it''s\\' FROM t", dialect)).isEqualTo("SELECT ?, a, ? FROM t");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQL_SERVER"})
    void readsCommentsInCommentsWhereTheyNest(SqlDialect dialect) {
        assertThat(sanitize("SELECT a /* it's /* it's */ it's */ FROM t -- /* it's", dialect))
                .isEqualTo("SELECT a FROM t");
    }

    @ParameterizedTest
    @EnumSource(names = {"ORACLE", "SQLITE"})
    void endsCommentsAtTheFirstEndWhereTheyDoNotNest(SqlDialect dialect) {
        assertThat(sanitize("SELECT a /* it's /* it's */ FROM t", dialect)).isEqualTo("SELECT a FROM t");
    }

    /** Each showed a literal, or hid a name, before the database's own syntax was read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL | SELECT a#1234, @1234, a@>'{1}', j#>>'{a}', j #- '{b}' | SELECT a#?, @?, a@>?, j#>>?, j #- ?",
                "POSTGRESQL | SELECT x@@$a$it's$a$, y FROM t | SELECT x@@?, y FROM t",
                "POSTGRESQL | SELECT 1$$it's$$, y FROM t | SELECT ??, y FROM t",
                "UNKNOWN | SELECT x@@$a$hunter$a$, @1234, $12.34 FROM t | SELECT x@@?, @?, ? FROM t",
                "MYSQL | SELECT 1#it's\\n, a, 'b' FROM t | SELECT ? , a, ? FROM t",
                "MYSQL | SELECT /*!99999 it's */ 'b' FROM t | SELECT it?",
                "MYSQL | SELECT a /*!50001 -- it's */ 'b'\\n FROM t | SELECT a",
                "MYSQL | SELECT a /*T! 'b' */ FROM t | SELECT a ? FROM t",
                "SQL_SERVER | SELECT $12.34, -$5, €7 FROM t | SELECT ?, -?, €? FROM t",
                "SQL_SERVER | EXEC @p \"hunter2\" | EXEC @p ?",
                "SYBASE | SELECT $12.34 FROM [a b] | SELECT ? FROM [a b]",
                "INFORMIX | SELECT { it's } 'b' FROM t WHERE d = {d '2020-01-01'} | SELECT ? FROM t WHERE d = {d ?}",
                "UNKNOWN | SELECT { it's } 'b' FROM t | SELECT ?",
                "UNKNOWN | SELECT a // it's\\n, 'b' FROM t | SELECT a",
                "STANDARD | CREATE USER u PASSWORD Hunter2 | CREATE USER u PASSWORD ?",
                "STANDARD | ALTER USER u PASSWORD \"Hunter2\" | ALTER USER u PASSWORD ?",
                "STANDARD | MODIFY USER u AS PASSWORD = Hunter2 | MODIFY USER u AS PASSWORD = ?",
                "STANDARD | SELECT password - 5, t.user - 5, type - 5 FROM users | SELECT password - ?, t.user - ?, type - ? FROM users",
                "SQLITE | SELECT a FROM t WHERE b = ?1 AND c = ?2 | SELECT a FROM t WHERE b = ? AND c = ?",
            })
    void readsTheSyntaxOfTheDatabase(SqlDialect dialect, String sql, String expected) {
        assertThat(sanitize(sql.replace("\\n", "\n"), dialect)).isEqualTo(expected);
    }

    /** A doubled question mark is that of an operator. */
    @Test
    void operatorsOfPreparedTextsAreNoParameters() {
        String sql = "SELECT a FROM t WHERE json ?? 'key' AND json ??| array['" + SECRET + "']";
        assertThat(SqlSanitizer.sanitize(sql, SqlDialect.POSTGRESQL, true).query())
                .isEqualTo("SELECT a FROM t WHERE json ?? ? AND json ??| array[?]");
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void readsPairsOfBackslashesAsEveryDatabaseDoes(SqlDialect dialect) {
        assertThat(sanitize("SELECT 'a\\\\', b FROM t WHERE c = 'd\\e'", dialect))
                .isEqualTo("SELECT ?, b FROM t WHERE c = ?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT [it's], '" + SECRET + "'",
                "SELECT a#'\n, '" + SECRET + "'",
                "SELECT # it's " + SECRET + "\n",
                "SELECT 5--'a\n" + SECRET + "'",
                "SELECT '''it's " + SECRET + "'''",
                "SELECT \"\"\"it's " + SECRET + "\"\"\"",
                "SELECT q'[it's " + SECRET + "]'",
                "SELECT /*! '*/ " + SECRET + " ' */",
                "SELECT $a$ it's $a$, " + SECRET + "'",
                "SELECT $$, ' $$ " + SECRET + " '",
            })
    void givesUpTheRestWhereAnUnknownDatabaseMayReadItOtherwise(String sql) {
        assertThat(sanitize(sql, SqlDialect.UNKNOWN)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "SQL_SERVER", "MYSQL"})
    void takesDoubleQuotesForAStringWhereASettingDecides(SqlDialect dialect) {
        assertThat(sanitize("SELECT a FROM \"t\" WHERE b = \"" + SECRET + "\"", dialect))
                .isEqualTo("SELECT a FROM \"t\" WHERE b = ?");
    }

    @Test
    void takesDoubleQuotesOfAnUnknownDatabaseForAString() {
        assertThat(sanitize("SELECT a FROM \"T\" WHERE \"T\".b = \"" + SECRET + "\"", SqlDialect.UNKNOWN))
                .isEqualTo("SELECT a FROM \"T\" WHERE \"T\".b = ?");
    }

    @Test
    void keepsTextThatIsParameterized() {
        String sql = "SELECT a FROM t WHERE type = 'book' AND n > 5 AND b IN (?, ?) AND c = ?";
        assertThat(SqlSanitizer.sanitize(sql, SqlDialect.POSTGRESQL, true).query())
                .isEqualTo("SELECT a FROM t WHERE type = 'book' AND n > 5 AND b IN (?) AND c = ?");
    }

    @Test
    void placeholderInsideALiteralMakesNoParameter() {
        String sql = "SELECT a FROM t WHERE b = 'really?' AND c = '" + SECRET + "' -- ?";
        assertThat(SqlSanitizer.sanitize(sql, SqlDialect.POSTGRESQL, true).query())
                .isEqualTo("SELECT a FROM t WHERE b = ? AND c = ?");
    }

    @Test
    void plainTextWithQuestionMarksIsSanitized() {
        String sql = "SELECT a FROM t WHERE json ? 'key' AND c = '" + SECRET + "'";
        assertThat(sanitize(sql, SqlDialect.POSTGRESQL)).isEqualTo("SELECT a FROM t WHERE json ? ? AND c = ?");
    }

    @Test
    void cutsLongTexts() {
        String sql = "SELECT " + "abcdefgh, ".repeat(1_000) + "z FROM t";
        assertThat(sanitize(sql, SqlDialect.STANDARD)).hasSize(4_096).startsWith("SELECT abcdefgh, abc");
        String emoji = "SELECT " + "\uD83D\uDE00".repeat(4_000);
        assertThat(sanitize(emoji, SqlDialect.STANDARD)).hasSize(4_095);
    }

    @Test
    void longValueListCostsNoLength() {
        StringBuilder sql = new StringBuilder("SELECT a FROM t WHERE b IN (0");
        for (int i = 1; i < 5_000; i++) {
            sql.append(", ").append(i);
        }
        sql.append(") AND c = 1");
        assertThat(sanitize(sql.toString(), SqlDialect.STANDARD)).isEqualTo("SELECT a FROM t WHERE b IN (?) AND c = ?");
    }

    /** The essential property: the content of a well-formed literal never comes through, in any surroundings. */
    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void neverShowsALiteral(SqlDialect dialect) {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            int pieces = random.nextInt(12);
            for (int p = 0; p < pieces; p++) {
                sql.append(piece(random, dialect)).append(random.nextBoolean() ? " " : "");
            }
            String text = sanitize(sql.toString(), dialect);
            assertThat(String.valueOf(text)).as("%s", sql).doesNotContain(SECRET);
        }
    }

    private static String piece(Random random, SqlDialect dialect) {
        String[] literals = {
            "'" + SECRET + "'",
            "'it''s " + SECRET + "'",
            "'" + SECRET + "'''",
            "N'" + SECRET + "'",
            " $$" + SECRET + "$$ ",
            " $q$" + SECRET + "'$q$ ",
            "/* " + SECRET + " */",
            "-- " + SECRET + "\n",
            "-- it's " + SECRET + "\n",
            " IDENTIFIED BY " + SECRET + " ",
        };
        String[] inDoubt = {
            "'\\'" + SECRET + "'",
            "E'\\'" + SECRET + "'",
            "/* a /* " + SECRET + " */",
            "/* a /* b */ " + SECRET + " */",
        };
        String[] others = {
            "SELECT",
            "FROM ",
            "t",
            ",",
            "(",
            ")",
            " IN (",
            "=",
            ".",
            "-",
            "1",
            "0x1F",
            "?",
            ":p",
            ";",
            "[1]",
            "\u00e9",
            "\uD83D",
            "1e-5",
            "*",
            "{",
            "}",
            "@x",
            "#y\n",
            " WITH ",
            " INSERT INTO ",
            " UPDATE ",
            " EXEC ",
            "a.b",
            " REPLACE ",
            "\t",
            "\u0000",
            " AS ",
            "call ",
        };
        if (random.nextInt(9) == 0 && !dialect.hasPlainBackslashes() && !dialect.nestsComments()) {
            return inDoubt[random.nextInt(inDoubt.length)];
        }
        return random.nextInt(3) == 0
                ? literals[random.nextInt(literals.length)]
                : others[random.nextInt(others.length)];
    }

    /** Any string of characters gets a result, within bounds, and the same one each time. */
    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void answersAnything(SqlDialect dialect) {
        Random random = new Random(42);
        String alphabet = "'\"`[]$?()/*-#;,.\\{}=@:nqxeNQXE01abSELECT FROM\n\t\u0000\u00e9\uD83D\uDE00!";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder sql = new StringBuilder();
            int length = random.nextInt(60);
            for (int c = 0; c < length; c++) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String input = sql.toString();
            for (boolean prepared : new boolean[] {false, true}) {
                SqlText text = SqlSanitizer.sanitize(input, dialect, prepared);
                assertThat(String.valueOf(text.query()).length()).isLessThanOrEqualTo(SqlSanitizer.MAX_TEXT);
                assertThat(String.valueOf(text.summary()).length()).isLessThanOrEqualTo(SqlText.MAX_SUMMARY);
            }
        }
    }

    @Test
    void sanitizedTextIsItsOwnSanitizedText() {
        for (String sql : new String[] {
            "SELECT a FROM t WHERE b IN (1, 2) AND c = 'x' -- y",
            "INSERT INTO t (a, b) VALUES (1, -2), ('x', NULL)",
            "UPDATE t SET a = a - 1 WHERE b = DATE '2020-01-01'",
        }) {
            String once = sanitize(sql, SqlDialect.STANDARD);
            assertThat(sanitize(once, SqlDialect.STANDARD)).isEqualTo(once);
        }
    }

    private static String sanitize(String sql, SqlDialect dialect) {
        return SqlSanitizer.sanitize(sql, dialect, false).query();
    }
}
