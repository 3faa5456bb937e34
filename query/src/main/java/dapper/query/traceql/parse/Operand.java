// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;

/**
 * An operand outside of braces. Span sets, numbers and series share most operators and the parentheses, so the parser
 * finds the kind of an expression only after it has read its operands.
 */
sealed interface Operand {

    String words();

    record Spans(SpansetExpression expression) implements Operand {
        @Override
        public String words() {
            return "a span set";
        }
    }

    /** The number of a span set, or a constant. */
    record Scalar(ScalarExpression expression) implements Operand {
        @Override
        public String words() {
            if (expression instanceof ScalarExpression.Constant constant) {
                return constant.value() instanceof Literal.Duration ? "a duration" : "a constant";
            }
            return "an aggregate";
        }

        boolean isConstant() {
            return expression instanceof ScalarExpression.Constant;
        }
    }

    /** A comparison of numbers: keeps span sets. */
    record Kept(Stage.ScalarFilter filter) implements Operand {
        @Override
        public String words() {
            return "a comparison of an aggregate";
        }
    }

    record Series(MetricsExpression expression) implements Operand {
        @Override
        public String words() {
            return compares() ? "a compare()" : "a metrics query";
        }

        /** Adds a second stage; the token is its operator or name. */
        Series then(Tokens tokens, Token token, MetricsExpression.SecondStage stage) {
            if (compares()) {
                throw tokens.error(token, "the end of the query after compare()", null);
            }
            return new Series(new MetricsExpression.Then(expression, stage));
        }

        boolean compares() {
            return expression instanceof MetricsExpression.Source source
                    && source.function() instanceof MetricsFunction.Compare;
        }
    }

    /** More than one stage, or one that is no operand itself; only as a whole query or between parentheses. */
    record Piped(Pipeline pipeline) implements Operand {
        @Override
        public String words() {
            return "a pipeline";
        }
    }
}
