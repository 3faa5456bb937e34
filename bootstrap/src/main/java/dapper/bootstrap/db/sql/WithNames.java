// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of common table expressions of one text; they are not tables. */
final class WithNames {
    private @Nullable Set<String> names;

    void add(String sql, int start, int end) {
        if (names == null) {
            names = new HashSet<>();
        }
        names.add(lowerCase(sql, start, end));
    }

    void clear() {
        names = null;
    }

    boolean contains(String sql, int start, int end) {
        return names != null && names.contains(lowerCase(sql, start, end));
    }

    private static String lowerCase(String sql, int start, int end) {
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
