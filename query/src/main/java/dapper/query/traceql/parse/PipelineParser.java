// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.Stage;
import dapper.query.traceql.types.TypeRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses stages separated by pipes, up to the end of the query or a closing parenthesis. */
final class PipelineParser {

    private final Tokens tokens;
    private final FieldParser fields;
    private final OperandParser operands;
    private final MetricsParser metrics;

    PipelineParser(Tokens tokens) {
        this.tokens = tokens;
        this.fields = new FieldParser(tokens);
        this.operands = new OperandParser(tokens, fields, this);
        this.metrics = new MetricsParser(tokens, fields, operands);
    }

    /** The query without its hints. */
    Query.Body body() {
        Token start = tokens.peek();
        Operand query = pipeline();
        if (query instanceof Operand.Piped piped) {
            return piped.pipeline();
        }
        if (query instanceof Operand.Series series) {
            return series.expression();
        }
        throw query instanceof Operand.Scalar number && number.isConstant()
                ? tokens.error(start, "a query", "a constant", "All spans are { }.")
                : incomplete();
    }

    /** A {@link Operand.Piped}, a {@link Operand.Series}, or a single {@link Operand.Scalar}. */
    Operand pipeline() {
        List<Stage> stages = new ArrayList<>();
        Operand first = stage(stages);
        if (first instanceof Operand.Series series) {
            return secondStages(series);
        }
        if (first instanceof Operand.Scalar number) {
            if (tokens.at("|")) {
                throw number.isConstant() ? constant() : incomplete();
            }
            return number;
        }
        while (tokens.at("|")) {
            tokens.operator();
            Token token = tokens.peek();
            if (Keywords.isMetrics(token)) {
                Pipeline spans = new Pipeline(stages);
                return secondStages(new Operand.Series(new MetricsExpression.Source(spans, metrics.function())));
            }
            if (Keywords.isSecondStage(token)) {
                throw tokens.error(
                        token,
                        "a metrics function before " + token.text(),
                        "Write | rate() | " + token.text() + "(10).");
            }
            Operand operand = stage(stages);
            if (operand instanceof Operand.Scalar number) {
                throw number.isConstant() ? constant() : incomplete();
            }
            if (operand instanceof Operand.Series) {
                throw tokens.error(token, "a stage", "a metrics query", null);
            }
        }
        return new Operand.Piped(new Pipeline(stages));
    }

    /** Adds a stage to the list, unless it is no stage by itself: a {@link Operand.Series} or a {@link Operand.Scalar}. */
    private @Nullable Operand stage(List<Stage> stages) {
        Token token = tokens.peek();
        Stage named = token.type() == Token.Type.WORD ? named(token, stages.isEmpty()) : null;
        if (named != null) {
            stages.add(named);
            return null;
        }
        Operand operand = operands.expression();
        if (operand instanceof Operand.Spans spans) {
            stages.add(spans.expression());
        } else if (operand instanceof Operand.Kept kept) {
            stages.add(kept.filter());
        }
        return operand;
    }

    private @Nullable Stage named(Token token, boolean first) {
        return switch (token.text()) {
            case "by" -> groupBy();
            case "coalesce" -> coalesce(first);
            case "select" -> {
                tokens.next();
                yield new Stage.Select(fields.fields());
            }
            default -> null;
        };
    }

    private Stage groupBy() {
        tokens.next();
        tokens.expect("(");
        Token start = tokens.peek();
        FieldExpression key = fields.expression();
        if (!tokens.accept(")")) {
            throw tokens.error(
                    tokens.peek(),
                    "an operator or )",
                    tokens.at(",") ? "Group in two stages: | by(a) | by(b)." : Misplaced.inCondition(tokens.peek()));
        }
        tokens.check(start, TypeRules.grouped(key));
        return new Stage.GroupBy(key);
    }

    private Stage coalesce(boolean first) {
        Token token = tokens.next();
        if (first) {
            throw tokens.error(token, "a span set before coalesce", "Write { } | by(...) | coalesce().");
        }
        tokens.expect("(");
        tokens.expect(")");
        return new Stage.Coalesce();
    }

    private Operand secondStages(Operand.Series first) {
        Operand.Series series = first;
        while (true) {
            Token token = tokens.peek();
            BinaryOperator operator = Keywords.operator(token);
            if (operator != null && operator.isComparison()) {
                tokens.operator();
                Literal.Numeric threshold = operands.constant();
                series = series.then(tokens, token, new MetricsExpression.ValueFilter(operator, threshold));
            } else if (token.isSymbol("|")) {
                tokens.operator();
                Token name = tokens.peek();
                series = series.then(tokens, name, metrics.secondStage());
            } else if (operator != null && operator.isArithmetic()) {
                throw tokens.error(
                        token,
                        "topk, bottomk, a comparison or the end",
                        "Put each metrics query into parentheses: ({ } | rate()) " + token.text() + " 2.");
            } else {
                return series;
            }
        }
    }

    private InvalidQueryException constant() {
        return tokens.error(tokens.peek(), "a comparison with an aggregate, such as count()", null);
    }

    private InvalidQueryException incomplete() {
        return tokens.error(
                tokens.peek(),
                "a comparison of the aggregate, such as > 2",
                tokens.at(")") ? "The aggregates of two pipelines cannot be compared." : null);
    }
}
