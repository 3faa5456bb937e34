// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlTextsTest {
    private final SqlTexts texts = new SqlTexts(64, 100_000);

    @Test
    void remembersTexts() {
        SqlText first = texts.get("SELECT a FROM b", SqlDialect.STANDARD, false);
        assertThat(texts.get("SELECT a FROM b", SqlDialect.STANDARD, false)).isSameAs(first);
    }

    @Test
    void remembersFourTextsWithOnePlace() {
        SqlTexts small = new SqlTexts(4, 100_000);
        List<SqlText> first = all(small, 0, 4);

        assertThat(all(small, 0, 4)).isEqualTo(first).doesNotHaveDuplicates();
        small.get("SELECT a FROM t4", SqlDialect.STANDARD, false);
        // The oldest made room.
        assertThat(all(small, 1, 4)).isEqualTo(first.subList(1, 4));
        assertThat(all(small, 0, 1)).isNotEqualTo(first.subList(0, 1));
    }

    /** Results have no equality of their own: equal ones are the same. */
    private static List<SqlText> all(SqlTexts texts, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> texts.get("SELECT a FROM t" + i, SqlDialect.STANDARD, false))
                .collect(Collectors.toList());
    }

    @Test
    void tellsDialectsAndPreparationApart() {
        String sql = "SELECT \"a\" FROM t WHERE b = 'x' AND c = ?";
        assertThat(texts.get(sql, SqlDialect.STANDARD, false).query())
                .isEqualTo("SELECT \"a\" FROM t WHERE b = ? AND c = ?");
        assertThat(texts.get(sql, SqlDialect.STANDARD, true).query()).isEqualTo(sql);
        assertThat(texts.get(sql, SqlDialect.MYSQL, false).query()).isEqualTo("SELECT ? FROM t WHERE b = ? AND c = ?");
    }

    @Test
    void staysWithinItsBytes() {
        for (int i = 0; i < 10_000; i++) {
            texts.get("SELECT " + "abcdefgh, ".repeat(i % 900) + i + " FROM t", SqlDialect.STANDARD, false);
            assertThat(texts.bytes()).isBetween(0L, 100_000L);
        }
        assertThat(texts.bytes()).isPositive();
    }

    @Test
    void doesNotKeepHugeTexts() {
        texts.get("SELECT " + "a".repeat(10_000), SqlDialect.STANDARD, false);
        assertThat(texts.bytes()).isZero();
    }
}
