// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements from a grammar, with literals and comments in every form that a database has: exactly the names, the
 * placeholders and the operators remain. {@code -Ddapper.sql.fuzz=1000000} makes so many statements for each database;
 * {@code -Ddapper.sql.fuzz.seed} chooses others.
 */
class SqlFuzzTest {
    private static final int STATEMENTS = Integer.getInteger("dapper.sql.fuzz", 3_000);
    private static final long SEED = Long.getLong("dapper.sql.fuzz.seed", 20_261_128);

    @ParameterizedTest
    @EnumSource
    void onlyNamesPlaceholdersAndOperatorsRemain(FuzzedDatabase database) {
        for (int i = 0; i < STATEMENTS; i++) {
            Random random = new Random(SEED + i);
            boolean prepared = random.nextInt(3) == 0;
            FuzzedSql sql = new FuzzedSql();
            FuzzedStatement.append(random, database, prepared, sql);
            assertSanitized(sql, SqlSanitizer.sanitize(sql.sql(), database.dialect, prepared));
        }
    }

    /** The agent may not recognize the database. */
    @ParameterizedTest
    @EnumSource
    void noLiteralRemainsWhereTheDatabaseIsUnknown(FuzzedDatabase database) {
        for (int i = 0; i < STATEMENTS; i++) {
            Random random = new Random(~SEED + i);
            FuzzedSql sql = new FuzzedSql();
            FuzzedStatement.append(random, database, false, sql);
            assertNoLiteral(sql.sql(), SqlSanitizer.sanitize(sql.sql(), SqlDialect.UNKNOWN, false));
        }
    }

    /** An application may cut a text anywhere. */
    @ParameterizedTest
    @EnumSource
    void noLiteralRemainsOfATextThatIsCut(FuzzedDatabase database) {
        for (int i = 0; i < STATEMENTS; i++) {
            Random random = new Random(SEED - i);
            FuzzedSql sql = new FuzzedSql();
            FuzzedStatement.append(random, database, false, sql);
            String cut = sql.sql().substring(0, random.nextInt(sql.sql().length()));
            assertNoLiteral(cut, SqlSanitizer.sanitize(cut, database.dialect, false));
            assertNoLiteral(cut, SqlSanitizer.sanitize(cut, SqlDialect.UNKNOWN, false));
        }
    }

    /** The text is cut after the last character that is recorded, and not read beyond a limit. */
    @ParameterizedTest
    @EnumSource
    void longTextsAreCutWithoutALiteral(FuzzedDatabase database) {
        for (int i = 0; i < STATEMENTS / 100; i++) {
            Random random = new Random(SEED + 31L * i);
            FuzzedSql sql = new FuzzedSql();
            int length = random.nextBoolean() ? SqlSanitizer.MAX_TEXT : SqlSanitizer.MAX_INPUT;
            while (sql.sql().length() < length) {
                FuzzedStatement.append(random, database, false, sql);
                sql.add(";");
            }
            SqlText text = SqlSanitizer.sanitize(sql.sql(), database.dialect, false);
            assertNoLiteral(sql.sql(), text);
            int shown = Math.min(
                    String.valueOf(text.query()).length(), sql.expected().length());
            assertThat(text.query().substring(0, shown))
                    .as("%s", sql.sql())
                    .isEqualTo(sql.expected().substring(0, shown));
        }
    }

    private static void assertSanitized(FuzzedSql sql, SqlText text) {
        assertNoLiteral(sql.sql(), text);
        if (sql.isDoubtful()) {
            assertThat(text.query()).as("%s", sql.sql()).startsWith(sql.expected());
            return;
        }
        assertThat(text.query()).as("%s", sql.sql()).isEqualTo(sql.expected());
        if (sql.expectedSummary().length() <= SqlText.MAX_SUMMARY) {
            assertThat(text.summary()).as("%s", sql.sql()).isEqualTo(sql.expectedSummary());
        }
    }

    private static void assertNoLiteral(String sql, SqlText text) {
        String recorded = text.query() + " " + text.summary() + " " + text.storedProcedure();
        if (recorded.contains(FuzzedDatabase.SECRET)) {
            assertThat(recorded).as("%s", sql).doesNotContain(FuzzedDatabase.SECRET);
        }
        for (String digits : FuzzedDatabase.SECRET_DIGITS) {
            if (recorded.contains(digits)) {
                assertThat(recorded).as("%s", sql).doesNotContain(digits);
            }
        }
    }
}
