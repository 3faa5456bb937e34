// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables in Markdown. */
final class Report {
    private Report() {}

    static void title(String title, Object... columns) {
        System.out.printf("%n## %s%n%n%s%n|%s%n", title, row(columns), "---|".repeat(columns.length));
    }

    static void line(Object... cells) {
        System.out.println(row(cells));
    }

    static String row(Object... cells) {
        return Arrays.stream(cells).map(Report::cell).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Object cell) {
        if (cell instanceof Double number) {
            return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
        }
        return cell instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : cell.toString();
    }
}
