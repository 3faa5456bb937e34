// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Measurements as a Markdown table: a line for each figure, a column for each side, then the comparison with the bars.
 */
final class Report {
    private final List<Side> sides;
    private final List<Measurement> all;

    Report(List<Side> sides, List<Measurement> all) {
        this.sides = sides;
        this.all = all;
    }

    void print(PrintStream out, List<Row> rows) {
        out.print("| |");
        sides.forEach(side -> out.print(" " + side.name() + " |"));
        out.print(" Dapper adds, of what OpenTelemetry adds | at 1/1024 it adds |\n|---|");
        sides.forEach(side -> out.print("--:|"));
        out.println("---|---|");
        for (Row row : rows) {
            out.print("| " + row.name() + " |");
            for (Side side : sides) {
                out.printf(Locale.ROOT, " " + row.format() + " |", row.of(all, side));
            }
            out.println(" " + added(row) + " | " + addedByFew(row) + " |");
        }
    }

    private String added(Row row) {
        if (!sides.containsAll(List.of(Side.NONE, Side.DAPPER, Side.OPENTELEMETRY))) {
            return "";
        }
        double none = row.of(all, Side.NONE);
        double theirs = row.of(all, Side.OPENTELEMETRY) - none;
        double share = (row.of(all, Side.DAPPER) - none) / theirs;
        return row.bar() == 0 || theirs <= 0
                ? ""
                : String.format(
                        Locale.ROOT, "1/%.1f (bar 1/%.0f, %s)", 1 / share, 1 / row.bar(), verdict(share <= row.bar()));
    }

    private String addedByFew(Row row) {
        if (row.fewBar() == 0 || !sides.containsAll(List.of(Side.NONE, Side.DAPPER_FEW))) {
            return "";
        }
        double share = row.of(all, Side.DAPPER_FEW) / row.of(all, Side.NONE) - 1;
        return String.format(
                Locale.ROOT,
                "%+.1f %% (bar %.0f %%, %s)",
                100 * share,
                100 * row.fewBar(),
                verdict(share <= row.fewBar()));
    }

    private static String verdict(boolean met) {
        return met ? "met" : "missed";
    }
}
