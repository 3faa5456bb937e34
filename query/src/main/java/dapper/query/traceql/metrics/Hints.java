// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Query;

/** The settings in {@code with (...)} of a metrics query. */
public final class Hints {
    /** The examples of an answer where the query asks for them without a number. */
    public static final int USUAL_EXEMPLARS = 100;

    public static final int MOST_EXEMPLARS = 1_000;

    private static final String EXEMPLARS = "exemplars";
    /** Of no effect: all traces count, until a limit ends the query, and the newest come first. */
    private static final String MOST_RECENT = "most_recent";

    private Hints() {}

    /**
     * Returns how many examples the query asks for.
     *
     * @param otherwise if the query has no hint
     * @throws UnsupportedQueryException if the query has another hint, or a value that has no meaning here
     */
    public static int exemplars(Query query, int otherwise) {
        int exemplars = otherwise;
        for (Query.Hint hint : query.hints()) {
            if (hint.name().equals(EXEMPLARS)) {
                exemplars = exemplars(hint.value());
            } else if (!hint.name().equals(MOST_RECENT)) {
                throw new UnsupportedQueryException("the hint " + hint.name() + " is not supported; leave it out");
            }
        }
        return exemplars;
    }

    private static int exemplars(Literal value) {
        if (value instanceof Literal.Bool wanted) {
            return wanted.value() ? USUAL_EXEMPLARS : 0;
        }
        if (value instanceof Literal.Int number && number.value() >= 0 && number.value() <= MOST_EXEMPLARS) {
            return (int) number.value();
        }
        throw new UnsupportedQueryException(
                "the hint exemplars must be true, false or a number from 0 to " + MOST_EXEMPLARS);
    }
}
