// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/**
 * Selects spans from one span set, its input. An expression either holds or not, and selects spans of the input; each
 * record defines both. If the expression of a stage holds but selects no span (see {@link Negation}), the stage
 * produces its whole input.
 */
public sealed interface SpansetExpression extends Stage
        permits SpansetExpression.Filter,
                SpansetExpression.And,
                SpansetExpression.Or,
                SpansetExpression.Structural,
                SpansetExpression.Negation,
                SpansetExpression.Nested {

    /**
     * {@code { condition }}: selects the spans for which the condition is true. Holds if it selects at least one.
     *
     * @param condition boolean, or a field whose type depends on the data; {@code {}} is the literal {@code true}
     */
    record Filter(FieldExpression condition) implements SpansetExpression {}

    /** {@code left && right}: holds if both hold, and selects the spans of both. */
    record And(SpansetExpression left, SpansetExpression right) implements SpansetExpression {}

    /** {@code left || right}: holds if one or both hold, and selects the spans of those that hold. */
    record Or(SpansetExpression left, SpansetExpression right) implements SpansetExpression {}

    /**
     * Relates spans of the right side to spans of the left side by the tree of the trace. Holds if it selects at least
     * one span. Neither side is, or contains outside of a {@link Nested}, a {@link Negation}.
     */
    record Structural(Relation relation, Form form, SpansetExpression left, SpansetExpression right)
            implements SpansetExpression {}

    /**
     * {@code !operand}: holds if the operand does not hold, and selects no span itself. So {@code {A} && !{B}} finds
     * the traces with an A and without any B, and answers with the spans A. Not part of Tempo's grammar, where this
     * text is an error.
     */
    record Negation(SpansetExpression operand) implements SpansetExpression {}

    /**
     * {@code (pipeline)} as an operand, such as {@code ({A} | count() > 2) && ({B} | count() > 3)}. Selects the spans of
     * all span sets that the pipeline produces. Holds if it selects at least one.
     *
     * @param pipeline has two stages or more, or one that is no spanset expression (that would be parentheses only)
     */
    record Nested(Pipeline pipeline) implements SpansetExpression {}

    /**
     * Joins two expressions by {@code &&}. A side that is an {@link And} becomes a part of one chain, so
     * {@code {A} && ({B} && {C})} is equal to {@code ({A} && {B}) && {C}}.
     */
    static SpansetExpression and(SpansetExpression left, SpansetExpression right) {
        return Chain.of(Chain.operandsOfAnd(left, right), And::new);
    }

    /** Joins two expressions by {@code ||}, as {@link #and} does by {@code &&}. */
    static SpansetExpression or(SpansetExpression left, SpansetExpression right) {
        return Chain.of(Chain.operandsOfOr(left, right), Or::new);
    }

    /** The position in the trace of a span of the right side, as seen from a span of the left side. */
    enum Relation {
        /** {@code left > right}: the right span is a child of the left span. */
        CHILD(">"),
        /** {@code left < right}: the right span is the parent of the left span. */
        PARENT("<"),
        /** {@code left >> right}: the right span is a descendant of the left span. */
        DESCENDANT(">>"),
        /** {@code left << right}: the right span is an ancestor of the left span. */
        ANCESTOR("<<"),
        /** {@code left ~ right}: the right span is another child of the left span's parent. */
        SIBLING("~");

        private final String text;

        Relation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Which spans a {@link Structural} selects. */
    enum Form {
        /** {@code >}: the spans of the right side that stand in the relation to at least one span of the left side. */
        RIGHT(""),
        /** {@code !>}: the spans of the right side that stand in the relation to no span of the left side. */
        NOT("!"),
        /** {@code &>}: the spans of both sides that stand in the relation to at least one span of the other side. */
        BOTH("&");

        private final String prefix;

        Form(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }
}
