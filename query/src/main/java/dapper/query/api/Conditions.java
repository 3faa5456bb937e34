// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.explain.Explanation.Operation;
import dapper.query.analysis.pattern.PathPart;
import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.storage.Attributes;

/** The queries in TraceQL that find the traces on one side of a difference. */
final class Conditions {
    private static final String SERVICE = Printer.print(Attribute.of(Attribute.Scope.RESOURCE, "service.name"));
    private static final String NAME = Intrinsic.SPAN_NAME.text();
    private static final String VARYING = "{}";

    private Conditions() {}

    static String kind(String field) {
        return field.equals(SERVICE) ? "service" : field.equals(NAME) ? "operation" : "attribute";
    }

    /** Finds the traces with a value of a field. */
    static String of(String field, Object value) {
        if (value instanceof Operation operation) {
            return "{ " + SERVICE + " = " + quoted(operation.service()) + " && " + NAME + " = "
                    + quoted(operation.name()) + " }";
        }
        return "{ " + field + " = " + (isWord(field) ? value : literal(value)) + " }";
    }

    /** Finds the traces with an operation whose name may have had ids in it. */
    static String of(PathPart operation) {
        String name = operation.operation();
        String condition = name.contains(VARYING) ? " =~ " + quoted(expression(name)) : " = " + quoted(name);
        return "{ " + SERVICE + " = " + quoted(operation.service()) + " && " + NAME + condition + " }";
    }

    private static String expression(String name) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        for (int next = name.indexOf(VARYING); next >= 0; next = name.indexOf(VARYING, at)) {
            expression.append(escaped(name.substring(at, next))).append(".+");
            at = next + VARYING.length();
        }
        return expression.append(escaped(name.substring(at))).toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    /** Status and kind have values without quotes. */
    private static boolean isWord(String field) {
        return field.equals(Intrinsic.SPAN_STATUS.text()) || field.equals(Intrinsic.SPAN_KIND.text());
    }

    private static String literal(Object value) {
        if (value instanceof Long number) {
            return Printer.print(new Literal.Int(number));
        }
        if (value instanceof Double number) {
            return Printer.print(new Literal.Floating(number));
        }
        return value instanceof Boolean bool ? Printer.print(new Literal.Bool(bool)) : quoted(Attributes.text(value));
    }

    private static String quoted(String text) {
        return Printer.print(new Literal.Text(text));
    }

    /** Finds the traces that both queries find. */
    static String both(Query base, Query selection) {
        SpansetExpression first = expression(base);
        SpansetExpression second = expression(selection);
        return text(isAll(first) ? second : isAll(second) ? first : SpansetExpression.and(first, second));
    }

    /** Finds the traces that the first query finds, and the second does not. */
    static String without(Query base, Query selection) {
        return text(SpansetExpression.and(expression(base), new SpansetExpression.Negation(expression(selection))));
    }

    private static SpansetExpression expression(Query query) {
        Pipeline pipeline = (Pipeline) query.body();
        return pipeline.stages().size() == 1 && pipeline.stages().get(0) instanceof SpansetExpression expression
                ? expression
                : new SpansetExpression.Nested(pipeline);
    }

    private static boolean isAll(SpansetExpression expression) {
        return expression instanceof SpansetExpression.Filter filter
                && filter.condition().equals(new Literal.Bool(true));
    }

    private static String text(SpansetExpression expression) {
        return Printer.print(expression);
    }
}
