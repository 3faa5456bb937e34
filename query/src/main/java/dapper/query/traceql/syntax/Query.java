// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;

/**
 * A whole query: a search, which selects spans, or a metrics query, which computes time series from selected spans.
 *
 * @param hints of {@code with (...)}, in the order of the text; empty without one
 */
public record Query(Body body, List<Hint> hints) {

    public Query {
        hints = List.copyOf(hints);
    }

    /** A search is a {@link Pipeline}, a metrics query a {@link MetricsExpression}. */
    public sealed interface Body permits Pipeline, MetricsExpression {}

    /**
     * A setting of the execution, such as {@code exemplars = true}. The syntax accepts every name.
     *
     * @param value any literal
     */
    public record Hint(String name, Literal value) {}

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
