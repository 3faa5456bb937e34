// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;
import java.util.StringJoiner;

/**
 * Prints syntax trees as canonical text: intrinsics with their scope, one space around binary operators, parentheses
 * only where the tree needs them, or where && and || are mixed. The parser makes an equal tree of the text.
 */
public final class Printer {

    /** Precedences of spanset expressions; a higher one binds tighter. */
    private static final int LOGICAL = 1;

    private static final int STRUCTURAL = 2;
    private static final int OPERAND = 3;

    private Printer() {}

    public static String print(Query query) {
        StringBuilder text = new StringBuilder();
        if (query.body() instanceof Pipeline pipeline) {
            text.append(print(pipeline));
        } else {
            text.append(MetricsText.of((MetricsExpression) query.body()));
        }
        if (!query.hints().isEmpty()) {
            StringJoiner hints = new StringJoiner(", ", " with (", ")");
            for (Query.Hint hint : query.hints()) {
                hints.add(hint.name() + " = " + LiteralText.of(hint.value()));
            }
            text.append(hints);
        }
        return text.toString();
    }

    public static String print(Pipeline pipeline) {
        StringJoiner stages = new StringJoiner(" | ");
        for (Stage stage : pipeline.stages()) {
            stages.add(print(stage));
        }
        return stages.toString();
    }

    public static String print(FieldExpression expression) {
        return ExpressionText.of(expression);
    }

    public static String print(ScalarExpression expression) {
        return ExpressionText.of(expression);
    }

    public static String print(Stage stage) {
        if (stage instanceof SpansetExpression spanset) {
            return spanset(spanset);
        }
        if (stage instanceof Stage.ScalarFilter filter) {
            return ExpressionText.of(filter.left()) + " " + filter.operator().text() + " "
                    + ExpressionText.of(filter.right());
        }
        if (stage instanceof Stage.GroupBy group) {
            return "by(" + ExpressionText.of(group.key()) + ")";
        }
        if (stage instanceof Stage.Select select) {
            return "select(" + fields(select.fields()) + ")";
        }
        return "coalesce()";
    }

    static String fields(List<Field> fields) {
        StringJoiner text = new StringJoiner(", ");
        for (Field field : fields) {
            text.add(ExpressionText.of(field));
        }
        return text.toString();
    }

    private static String spanset(SpansetExpression expression) {
        if (expression instanceof SpansetExpression.Filter filter) {
            boolean all = filter.condition().equals(new Literal.Bool(true));
            return all ? "{ }" : "{ " + ExpressionText.of(filter.condition()) + " }";
        }
        if (expression instanceof SpansetExpression.And and) {
            return chain(" && ", Chain.operandsOfAnd(and));
        }
        if (expression instanceof SpansetExpression.Or or) {
            return chain(" || ", Chain.operandsOfOr(or));
        }
        if (expression instanceof SpansetExpression.Structural structural) {
            String operator = structural.form().prefix() + structural.relation().text();
            return atLeast(STRUCTURAL, structural.left()) + " " + operator + " " + atLeast(OPERAND, structural.right());
        }
        if (expression instanceof SpansetExpression.Negation negation) {
            return "!" + atLeast(OPERAND, negation.operand());
        }
        return "(" + print(((SpansetExpression.Nested) expression).pipeline()) + ")";
    }

    /** && and || have the same precedence, so a chain of the other operator needs parentheses unless it is first. */
    private static String chain(String operator, List<SpansetExpression> operands) {
        StringJoiner text = new StringJoiner(operator);
        text.add(spanset(operands.get(0)));
        operands.subList(1, operands.size()).forEach(operand -> text.add(atLeast(STRUCTURAL, operand)));
        return text.toString();
    }

    private static String atLeast(int precedence, SpansetExpression expression) {
        String text = spanset(expression);
        return precedence(expression) < precedence ? "(" + text + ")" : text;
    }

    private static int precedence(SpansetExpression expression) {
        if (expression instanceof SpansetExpression.And || expression instanceof SpansetExpression.Or) {
            return LOGICAL;
        }
        return expression instanceof SpansetExpression.Structural ? STRUCTURAL : OPERAND;
    }
}
