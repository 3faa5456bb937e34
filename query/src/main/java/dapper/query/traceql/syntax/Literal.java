// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** A value in the text of a query. {@code nil} is none: see {@link FieldExpression.Exists}. */
public sealed interface Literal extends FieldExpression
        permits Literal.Text, Literal.Numeric, Literal.Bool, Literal.StatusValue, Literal.KindValue {

    ValueType type();

    /** {@code "text"} or {@code `text`}, without quotes and escapes. */
    record Text(String value) implements Literal {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /** An integer, a float or a duration. */
    sealed interface Numeric extends Literal permits Int, Floating, Duration {}

    /** A signed integer of 64 bits; {@code minInt} and {@code maxInt} are its bounds. */
    record Int(long value) implements Numeric {
        @Override
        public ValueType type() {
            return ValueType.INTEGER;
        }
    }

    /**
     * {@code 1.5}.
     *
     * @param value finite
     */
    record Floating(double value) implements Numeric {
        public Floating {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("no text for " + value);
            }
        }

        @Override
        public ValueType type() {
            return ValueType.FLOAT;
        }
    }

    /**
     * {@code 100ms}.
     *
     * @param nanos may be negative, but is not {@link Long#MIN_VALUE}
     */
    record Duration(long nanos) implements Numeric {
        public Duration {
            if (nanos == Long.MIN_VALUE) {
                throw new IllegalArgumentException("no text for " + nanos + " ns");
            }
        }

        @Override
        public ValueType type() {
            return ValueType.DURATION;
        }
    }

    record Bool(boolean value) implements Literal {
        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    record StatusValue(Status value) implements Literal {
        @Override
        public ValueType type() {
            return ValueType.STATUS;
        }
    }

    record KindValue(Kind value) implements Literal {
        @Override
        public ValueType type() {
            return ValueType.KIND;
        }
    }

    /** The status of a span. */
    enum Status {
        UNSET("unset"),
        OK("ok"),
        ERROR("error");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** The kind of a span. */
    enum Kind {
        UNSPECIFIED("unspecified"),
        INTERNAL("internal"),
        SERVER("server"),
        CLIENT("client"),
        PRODUCER("producer"),
        CONSUMER("consumer");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
