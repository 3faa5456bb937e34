// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Suggestions for tokens in a place where the grammar has no such token. */
final class Misplaced {

    private Misplaced() {}

    /** For a token after a complete condition, between braces or parentheses. */
    static @Nullable String inCondition(Token token) {
        return switch (token.type()) {
            case END -> "Close the braces: { condition }.";
            case FIELD, LITERAL -> "Join conditions by && or ||.";
            case WORD -> operatorWord(token.text(), "Join conditions by && or ||.");
            case SYMBOL ->
                switch (token.text()) {
                    case "|" -> "Did you mean ||?";
                    case "," -> "Join conditions by && or ||.";
                    case "{" -> "Close the braces before the next span set: { condition }.";
                    case "}" -> "Close the parenthesis first.";
                    case ">>", "<<", "~" ->
                        "Structural operators stand between span sets: { ... } " + token.text() + " { ... }.";
                    default -> null;
                };
        };
    }

    /** For a token after a complete stage. */
    static @Nullable String afterStage(Token token) {
        return switch (token.type()) {
            case END -> null;
            case FIELD, LITERAL -> "Conditions stand in braces: { condition }.";
            case WORD ->
                Keywords.isStage(token.text())
                        ? "Write | before " + token.text() + "."
                        : operatorWord(token.text(), null);
            case SYMBOL ->
                switch (token.text()) {
                    case "{" -> "Join span sets by &&, || or >>, or with | before the next one.";
                    case "=", "<=", ">=" -> "Compare fields in braces, or an aggregate, as in { ... } | count() > 2.";
                    case "}", ")" -> "There is nothing to close here.";
                    default -> null;
                };
        };
    }

    private static @Nullable String operatorWord(String word, @Nullable String otherwise) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "and" -> "Did you mean &&?";
            case "or" -> "Did you mean ||?";
            case "not" -> "Did you mean !?";
            case "is", "eq", "equals" -> "Did you mean =?";
            case "in" -> "Did you mean =~ \"a|b\"?";
            case "like", "contains", "matches" -> "Did you mean =~ \".*text.*\"?";
            case "where" -> "Conditions stand in braces: { condition }.";
            default -> otherwise;
        };
    }
}
