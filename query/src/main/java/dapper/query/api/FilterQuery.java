// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.server.settings.DurationText;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates the filters of a search, which must all hold on one span, to TraceQL. {@code
 * service=front&minDuration=1s} is {@code { resource.service.name = "front" && span:duration >= 1s }}.
 */
final class FilterQuery {
    static final List<String> FILTERS = List.of("service", "operation", "tag", "minDuration", "maxDuration", "error");

    /** Keeps the tree shallow enough for recursion. */
    private static final int MOST_TAGS = 500;

    private FilterQuery() {}

    static Query of(Parameters given) {
        List<FieldExpression> conditions = new ArrayList<>();
        String service = given.text("service");
        if (service != null) {
            conditions.add(equal(Attribute.of(Attribute.Scope.RESOURCE, "service.name"), new Literal.Text(service)));
        }
        String operation = given.text("operation");
        if (operation != null) {
            conditions.add(equal(Intrinsic.SPAN_NAME, new Literal.Text(operation)));
        }
        addTags(given, conditions);
        addDurations(given, conditions);
        Boolean error = given.parsed("error", FilterQuery::flag);
        if (error != null) {
            conditions.add(new FieldExpression.Binary(
                    error ? BinaryOperator.EQUAL : BinaryOperator.NOT_EQUAL,
                    Intrinsic.SPAN_STATUS,
                    new Literal.StatusValue(Literal.Status.ERROR)));
        }
        FieldExpression all = conditions.stream()
                .reduce((left, right) -> FieldExpression.logical(BinaryOperator.AND, left, right))
                .orElse(new Literal.Bool(true));
        return new Query(new Pipeline(List.of(new SpansetExpression.Filter(all))), List.of());
    }

    private static void addTags(Parameters given, List<FieldExpression> conditions) {
        List<String> tags = given.all("tag");
        if (tags.size() > MOST_TAGS) {
            throw ProblemException.badParameter("tag", "Give at most " + MOST_TAGS + " tags, not " + tags.size() + ".");
        }
        for (String tag : tags) {
            try {
                conditions.add(TagText.parse(tag));
            } catch (IllegalArgumentException e) {
                throw ProblemException.badParameter("tag", "tag " + e.getMessage() + ", not \"" + tag + "\".");
            }
        }
    }

    private static void addDurations(Parameters given, List<FieldExpression> conditions) {
        Long min = given.parsed("minDuration", DurationText::nanos);
        Long max = given.parsed("maxDuration", DurationText::nanos);
        if (min != null && max != null && min > max) {
            throw ProblemException.badParameter("minDuration", "minDuration must not be longer than maxDuration.");
        }
        if (min != null) {
            conditions.add(duration(BinaryOperator.GREATER_EQUAL, min));
        }
        if (max != null) {
            conditions.add(duration(BinaryOperator.LESS_EQUAL, max));
        }
    }

    private static FieldExpression duration(BinaryOperator operator, long nanos) {
        return new FieldExpression.Binary(operator, Intrinsic.SPAN_DURATION, new Literal.Duration(nanos));
    }

    private static FieldExpression equal(FieldExpression field, Literal value) {
        return new FieldExpression.Binary(BinaryOperator.EQUAL, field, value);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
