// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.ScalarExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of functions, and the symbols of binary operators. */
final class Keywords {

    private static final List<String> SPANSET_STAGES = List.of("by", "coalesce", "select");
    private static final List<String> SECOND_STAGES = List.of("topk", "bottomk");
    private static final Map<String, BinaryOperator> OPERATORS =
            Stream.of(BinaryOperator.values()).collect(Collectors.toMap(BinaryOperator::text, Function.identity()));

    private Keywords() {}

    /** The operator of this symbol, null if it is none. */
    static @Nullable BinaryOperator operator(Token token) {
        return token.type() == Token.Type.SYMBOL ? OPERATORS.get(token.text()) : null;
    }

    /** {@code count()} and the functions with an operand. */
    static List<String> aggregates() {
        List<String> names = new ArrayList<>(List.of("count"));
        for (ScalarExpression.Function function : ScalarExpression.Function.values()) {
            names.add(function.text());
        }
        return names;
    }

    static List<String> metrics() {
        List<String> names = new ArrayList<>(
                List.of("rate", "count_over_time", "quantile_over_time", "histogram_over_time", "compare"));
        for (ScalarExpression.Function function : ScalarExpression.Function.values()) {
            names.add(function.text() + "_over_time");
        }
        return names;
    }

    static boolean isMetrics(Token token) {
        return token.type() == Token.Type.WORD && metrics().contains(token.text());
    }

    static boolean isSecondStage(Token token) {
        return token.type() == Token.Type.WORD && SECOND_STAGES.contains(token.text());
    }

    static boolean isStage(String word) {
        return stages().contains(word);
    }

    /** All words with which a stage may begin. */
    static List<String> stages() {
        List<String> names = new ArrayList<>(aggregates());
        names.addAll(SPANSET_STAGES);
        names.addAll(metrics());
        names.addAll(SECOND_STAGES);
        return names;
    }
}
