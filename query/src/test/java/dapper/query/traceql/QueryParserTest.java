// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.SpansetExpression;
import dapper.query.traceql.syntax.Stage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryParserTest {

    private static final Attribute A = Attribute.of(Attribute.Scope.ANY, "a");
    private static final Attribute B = Attribute.of(Attribute.Scope.ANY, "b");
    private static final Attribute C = Attribute.of(Attribute.Scope.ANY, "c");
    private static final SpansetExpression.Filter ALL = new SpansetExpression.Filter(new Literal.Bool(true));

    @Test
    void bindsAndAsTightAsOr() {
        assertThat(condition("{ .a || .b && .c }"))
                .isEqualTo(binary(BinaryOperator.AND, binary(BinaryOperator.OR, A, B), C));
    }

    @Test
    void bindsMinusLooserThanMultiplicationAndTighterThanComparison() {
        FieldExpression product = binary(BinaryOperator.MULTIPLY, A, B);
        assertThat(condition("{ -.a * .b = .c }"))
                .isEqualTo(binary(BinaryOperator.EQUAL, new FieldExpression.Minus(product), C));
    }

    @Test
    void bindsNotTighterThanComparison() {
        assertThat(condition("{ !.a = .b }")).isEqualTo(binary(BinaryOperator.EQUAL, new FieldExpression.Not(A), B));
    }

    @Test
    void bindsPowersFromTheRightAndDifferencesFromTheLeft() {
        assertThat(condition("{ .a ^ .b ^ .c = .a - .b - .c }"))
                .isEqualTo(binary(
                        BinaryOperator.EQUAL,
                        binary(BinaryOperator.POWER, A, binary(BinaryOperator.POWER, B, C)),
                        binary(BinaryOperator.SUBTRACT, binary(BinaryOperator.SUBTRACT, A, B), C)));
    }

    @Test
    void bindsRelationsOfSpanSetsTighterThanAnd() {
        SpansetExpression.Filter a = new SpansetExpression.Filter(A);
        SpansetExpression.Filter b = new SpansetExpression.Filter(B);
        assertThat(stages("{ .a } && { .b } !>> { .a }"))
                .containsExactly(new SpansetExpression.And(
                        a,
                        new SpansetExpression.Structural(
                                SpansetExpression.Relation.DESCENDANT, SpansetExpression.Form.NOT, b, a)));
    }

    @Test
    void negatesTheNextSpanSetOnly() {
        SpansetExpression.Filter a = new SpansetExpression.Filter(A);
        assertThat(stages("!{ .a } && { .a }"))
                .containsExactly(new SpansetExpression.And(new SpansetExpression.Negation(a), a));
    }

    @Test
    void keepsEachStage() {
        assertThat(stages("{ } | by(name) | count() + 1 > 2 * 3 | select(.a, kind) | coalesce()"))
                .containsExactly(
                        ALL,
                        new Stage.GroupBy(Intrinsic.SPAN_NAME),
                        new Stage.ScalarFilter(
                                BinaryOperator.GREATER,
                                new ScalarExpression.Operation(
                                        BinaryOperator.ADD, new ScalarExpression.Count(), constant(1)),
                                constant(6)),
                        new Stage.Select(List.of(A, Intrinsic.SPAN_KIND)),
                        new Stage.Coalesce());
    }

    @Test
    void appliesSecondStagesToTheWholeArithmetic() {
        MetricsExpression rate =
                new MetricsExpression.Source(new Pipeline(List.of(ALL)), new MetricsFunction.Rate(List.of()));
        MetricsExpression sum = new MetricsExpression.Arithmetic(
                BinaryOperator.ADD, rate, new MetricsExpression.Constant(new Literal.Int(2)));
        MetricsExpression kept = new MetricsExpression.Then(
                sum, new MetricsExpression.ValueFilter(BinaryOperator.GREATER, new Literal.Int(10)));
        assertThat(QueryParser.parse("({} | rate()) + 2 > 10 | topk(5)").body())
                .isEqualTo(new MetricsExpression.Then(kept, new MetricsExpression.TopK(5)));
    }

    @Test
    void keepsHintsInOrder() {
        assertThat(QueryParser.parse("{ } with (sample = 0.1, exemplars = true)")
                        .hints())
                .containsExactly(
                        new Query.Hint("sample", new Literal.Floating(0.1)),
                        new Query.Hint("exemplars", new Literal.Bool(true)));
    }

    @Test
    void countsLinesAndCharacters() {
        InvalidQueryException error = error("{ .a = \"\ud83d\ude00\" }\n  && { \ud83d\ude00 }");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(8);
        assertThat(error.offset()).isEqualTo(21);
        assertThat(error.found()).isEqualTo("`\ud83d\ude00`");
    }

    @Test
    void refusesDeepNestingWithoutDeepStack() {
        assertThat(error("(".repeat(10_000) + "{ }").expected()).isEqualTo("at most 100 nested parts");
        assertThat(error("{ " + "(".repeat(10_000)).offset()).isEqualTo(102);
        assertThat(error("{ " + "!".repeat(10_000)).offset()).isEqualTo(102);
        assertThat(error("{ " + "-".repeat(10_000)).offset()).isEqualTo(102);
        assertThat(error("!".repeat(10_000)).offset()).isEqualTo(100);
        assertThat(error("-".repeat(10_000)).offset()).isEqualTo(100);
    }

    @Test
    void ignoresParenthesesInsideAChain() {
        assertThat(stages("{ .a || (.b || .c) }")).isEqualTo(stages("{ .a || .b || .c }"));
        assertThat(stages("{ .a } && ({ .b } && { .c })")).isEqualTo(stages("{ .a } && { .b } && { .c }"));
        assertThat(stages("{ .a } || ({ .b } || { .c })")).isEqualTo(stages("{ .a } || { .b } || { .c }"));
        assertThat(QueryParser.parse("{ .a || (.b || .c) } || ({ .b } || { .c })"))
                .hasToString("{ .a || .b || .c } || { .b } || { .c }");
    }

    @Test
    void keepsParenthesesBetweenUnlikeOperators() {
        String inTheMiddle = "{ .a } && { .b } && ({ .c } || { .d }) && { .e }";
        assertThat(QueryParser.parse(inTheMiddle)).hasToString(inTheMiddle);
        String inBraces = "{ .a && .b && (.c || .d) && .e }";
        assertThat(QueryParser.parse(inBraces)).hasToString(inBraces);
        assertThat(QueryParser.parse("{ .a || (.b && .c) } || ({ .b } && { .c })"))
                .hasToString("{ .a || (.b && .c) } || ({ .b } && { .c })");
    }

    @Test
    void refusesEmptyQueries() {
        assertThat(error(" ").found()).isEqualTo("the end of the query");
    }

    @Test
    void refusesLongQueries() {
        assertThat(error("{ }" + " ".repeat(16_382)).expected()).isEqualTo("at most 16384 characters");
    }

    /** Cuts, doubles and replaces parts of queries: each result is a tree or an error inside the text. */
    @Test
    void answersEveryTextWithATreeOrAnError() {
        RandomQueries queries = new RandomQueries(7);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = queries.next().toString();
            int from = random.nextInt(text.length());
            int to = from + random.nextInt(text.length() - from);
            String part = queries.next().toString();
            String mutant =
                    text.substring(0, from) + part.substring(random.nextInt(part.length())) + text.substring(to);
            try {
                assertThat(QueryParser.parse(QueryParser.parse(mutant).toString()))
                        .isNotNull();
            } catch (InvalidQueryException e) {
                assertThat(e.offset()).as(mutant).isBetween(0, mutant.length());
            }
        }
    }

    private static FieldExpression condition(String text) {
        return ((SpansetExpression.Filter) stages(text).get(0)).condition();
    }

    private static List<Stage> stages(String text) {
        return ((Pipeline) QueryParser.parse(text).body()).stages();
    }

    private static FieldExpression binary(BinaryOperator operator, FieldExpression left, FieldExpression right) {
        return new FieldExpression.Binary(operator, left, right);
    }

    private static ScalarExpression constant(long value) {
        return new ScalarExpression.Constant(new Literal.Int(value));
    }

    private static InvalidQueryException error(String text) {
        InvalidQueryException error = catchThrowableOfType(InvalidQueryException.class, () -> QueryParser.parse(text));
        assertThat(error).isNotNull();
        return error;
    }
}
