// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.SelectedSpan;
import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series of one source by their labels, each with a cell for every point that has spans. Used by one thread. */
final class SeriesTable<C> {
    /** @param greatest whether the span with the greatest value is the example of a point, or that with the least */
    record Examples(boolean wanted, boolean greatest) {
        static final Examples NONE = new Examples(false, true);
    }

    /** One series. */
    static final class Row<C> {
        private final Attributes labels;
        private final List<@Nullable C> cells;
        private final List<@Nullable Exemplar> exemplars;

        private Row(Attributes labels, int points, boolean withExemplars) {
            this.labels = labels;
            this.cells = new ArrayList<>(Collections.nCopies(points, null));
            this.exemplars = new ArrayList<>(Collections.nCopies(withExemplars ? points : 0, null));
        }

        Attributes labels() {
            return labels;
        }

        @Nullable
        C cell(int point) {
            return cells.get(point);
        }

        /** In the order of time. */
        List<Exemplar> exemplars() {
            List<Exemplar> present = new ArrayList<>();
            for (Exemplar exemplar : exemplars) {
                if (exemplar != null) {
                    present.add(exemplar);
                }
            }
            return present;
        }
    }

    private final int points;
    private final int most;
    private final State state;
    private final Supplier<C> newCell;
    private final Examples examples;
    private final Comparator<Exemplar> order;
    private final Map<Attributes, Row<C>> rows = new LinkedHashMap<>();

    /** @param most series of the table */
    SeriesTable(int points, int most, State state, Examples examples, Supplier<C> newCell) {
        this.points = points;
        this.most = most;
        this.state = state;
        this.newCell = newCell;
        this.examples = examples;
        this.order = examples.greatest() ? Exemplar.BY_VALUE.reversed() : Exemplar.BY_VALUE;
    }

    /** Adds a series without points, if there is room. */
    @Nullable
    Row<C> row(Attributes labels) {
        Row<C> row = rows.get(labels);
        if (row == null && state.mayAddSeries(rows.size(), most, points)) {
            row = new Row<>(labels, points, examples.wanted());
            rows.put(labels, row);
        }
        return row;
    }

    /** Returns null, and counts a value as left out, if there is no room for its series or for its point. */
    @Nullable
    C cell(Attributes labels, int point) {
        Row<C> row = row(labels);
        if (row == null) {
            return null;
        }
        C cell = row.cells.get(point);
        if (cell == null && state.takePart()) {
            cell = newCell.get();
            row.cells.set(point, cell);
        }
        return cell;
    }

    /** @param value by which examples are chosen */
    void example(Attributes labels, int point, SelectedSpan span, double value) {
        if (!examples.wanted()) {
            return;
        }
        Row<C> row = Objects.requireNonNull(rows.get(labels));
        Exemplar present = row.exemplars.get(point);
        Exemplar offered = Exemplar.of(span.span(), value);
        if (present == null ? state.takePartForExemplar() : order.compare(offered, present) < 0) {
            row.exemplars.set(point, offered);
        }
    }

    /** In the order in which they were added. */
    List<Row<C>> rows() {
        return List.copyOf(rows.values());
    }
}
