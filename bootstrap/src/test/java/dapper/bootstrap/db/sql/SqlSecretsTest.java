// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Secrets are planted in strings and comments as each database reads them, under each setting that changes how it
 * reads, among characters that are special in another database. No secret comes through, for any assumed dialect.
 */
class SqlSecretsTest {
    private static final String SECRET = "hunter2";
    private static final String[] NOISE = {
        "'", "\"", "`", "[", "]", "\\", "/*", "*/", "--", "-- ", "#", "$$", "\n", "\r", "?", ";", " ", "x", "$a$", "*",
        "-"
    };
    private static final String[] QUOTES_OF_ORACLE = {"[]", "{}", "<>", "()", "!!"};
    private static final String[] CODE = {
        "SELECT a",
        " FROM t ",
        ", b ",
        " WHERE c = ",
        "(",
        ")",
        " IN (",
        " = ",
        "1",
        " ? ",
        ";",
        " AND d <> ",
        " || ",
        "\n"
    };

    /** A database with a setting. */
    enum Reading {
        POSTGRESQL(SqlDialect.POSTGRESQL, false, true, false),
        POSTGRESQL_WITH_BACKSLASHES(SqlDialect.POSTGRESQL, true, true, false),
        MYSQL(SqlDialect.MYSQL, true, false, true),
        MYSQL_WITHOUT_BACKSLASHES(SqlDialect.MYSQL, false, false, true),
        MYSQL_WITH_ANSI_QUOTES(SqlDialect.MYSQL, true, false, false),
        SQL_SERVER(SqlDialect.SQL_SERVER, false, true, false),
        SQL_SERVER_WITHOUT_QUOTED_IDENTIFIERS(SqlDialect.SQL_SERVER, false, true, true),
        SQLITE(SqlDialect.SQLITE, false, false, true),
        ORACLE(SqlDialect.ORACLE, false, false, false),
        H2(SqlDialect.STANDARD, false, true, false),
        DERBY(SqlDialect.STANDARD, false, false, false),
        INFORMIX(SqlDialect.UNKNOWN, false, false, true),
        HIVE(SqlDialect.UNKNOWN, true, false, true);

        final SqlDialect dialect;
        final boolean backslashes;
        final boolean nestedComments;
        final boolean doubleQuotedStrings;

        Reading(SqlDialect dialect, boolean backslashes, boolean nestedComments, boolean doubleQuotedStrings) {
            this.dialect = dialect;
            this.backslashes = backslashes;
            this.nestedComments = nestedComments;
            this.doubleQuotedStrings = doubleQuotedStrings;
        }

        boolean hasHashComments() {
            return dialect == SqlDialect.MYSQL;
        }

        boolean hasDollarQuotes() {
            return dialect == SqlDialect.POSTGRESQL || this == H2;
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverComeThrough(Reading reading) {
        Random random = new Random(20_261_126);
        Set<SqlDialect> assumed = EnumSet.of(reading.dialect, SqlDialect.UNKNOWN);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int pieces = 1 + random.nextInt(10); pieces > 0; pieces--) {
                sql.append(random.nextInt(3) > 0 ? CODE[random.nextInt(CODE.length)] : hidden(random, reading));
            }
            for (SqlDialect dialect : assumed) {
                SqlText text = SqlSanitizer.sanitize(sql.toString(), dialect, false);
                assertThat(text.query() + " " + text.summary())
                        .as("%s for %s, read as %s", sql, reading, dialect)
                        .doesNotContain(SECRET);
            }
        }
    }

    /** With a blank on both sides, so that it is not a part of its neighbour. */
    private static String hidden(Random random, Reading reading) {
        switch (random.nextInt(reading.hasHashComments() ? 7 : 6)) {
            case 0:
            case 1:
                return " " + string(random, reading.backslashes, '\'') + " ";
            case 2:
                return " " + (reading.doubleQuotedStrings ? "= " + string(random, reading.backslashes, '"') : "x")
                        + " ";
            case 3:
                return " /*" + block(random, reading, 2) + "*/ ";
            case 4:
                return " -- " + line(random) + "\n";
            case 5:
                return " " + otherString(random, reading) + " ";
            default:
                return " #" + line(random) + "\n";
        }
    }

    /** In the forms that only some databases have. */
    private static String otherString(Random random, Reading reading) {
        if (reading.dialect == SqlDialect.ORACLE) {
            String delimiters = QUOTES_OF_ORACLE[random.nextInt(QUOTES_OF_ORACLE.length)];
            return "q'" + delimiters.charAt(0) + body(random, "]") + delimiters.charAt(1) + "'";
        }
        if (reading.dialect == SqlDialect.POSTGRESQL && random.nextBoolean()) {
            return "E" + string(random, true, '\'');
        }
        if (reading.hasDollarQuotes()) {
            String tag = reading != Reading.H2 && random.nextBoolean() ? "$tag$" : "$$";
            return tag + body(random, "$") + tag;
        }
        return "N" + string(random, reading.backslashes, '\'');
    }

    private static String body(Random random, String without) {
        StringBuilder body = new StringBuilder();
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            String noise = NOISE[random.nextInt(NOISE.length)];
            body.append(noise.contains(without) ? " " : noise);
        }
        return body + SECRET + " ";
    }

    private static String string(Random random, boolean backslashes, char quote) {
        StringBuilder string = new StringBuilder().append(quote);
        boolean planted = false;
        for (int parts = 1 + random.nextInt(5); parts > 0 || !planted; parts--) {
            if (!planted && (parts <= 1 || random.nextInt(3) == 0)) {
                string.append(SECRET);
                planted = true;
                continue;
            }
            String noise = NOISE[random.nextInt(NOISE.length)];
            if (noise.charAt(0) == quote) {
                string.append(backslashes && random.nextBoolean() ? '\\' : quote)
                        .append(quote);
            } else {
                string.append(noise.equals("\\") && backslashes ? "\\\\" : noise);
            }
        }
        return string.append(quote).toString();
    }

    private static String block(Random random, Reading reading, int depth) {
        StringBuilder comment = new StringBuilder(" ");
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            String noise = NOISE[random.nextInt(NOISE.length)];
            if (noise.equals("/*") && reading.nestedComments) {
                comment.append(depth == 0 ? "" : "/*" + block(random, reading, depth - 1) + "*/");
            } else if (!noise.equals("*/")) {
                comment.append(noise).append(' ');
            }
        }
        return comment.append(' ').append(SECRET).append(' ').toString();
    }

    private static String line(Random random) {
        StringBuilder comment = new StringBuilder();
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            String noise = NOISE[random.nextInt(NOISE.length)];
            comment.append(noise.equals("\n") || noise.equals("\r") ? "" : noise);
        }
        return comment + " " + SECRET + " ";
    }
}
