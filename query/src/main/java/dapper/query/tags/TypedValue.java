// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.ValueType;
import dapper.storage.NoValue;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that a query can name.
 *
 * @param value as it is shown
 * @param text as a query writes it
 */
public record TypedValue(ValueType type, String value, String text) {
    /** Of a text. A longer one cannot be chosen from a list. */
    private static final int LONGEST = 500;

    /** Returns the types by which a query can compare a stored value: those of the elements of a list. */
    static List<ValueType> types(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(element -> element == null || element instanceof List<?>
                            ? Stream.<ValueType>empty()
                            : types(element).stream())
                    .distinct()
                    .toList();
        }
        if (value == NoValue.NONE) {
            return List.of();
        }
        if (value instanceof Long) {
            return List.of(ValueType.INTEGER);
        }
        if (value instanceof Double) {
            return List.of(ValueType.FLOAT);
        }
        return List.of(value instanceof Boolean ? ValueType.BOOLEAN : ValueType.STRING);
    }

    /**
     * Returns a value of a field as {@code select(...)} gives it, null if a query cannot name it.
     *
     * @param value no list
     */
    static @Nullable TypedValue of(Field field, Object value) {
        if (value instanceof Long number) {
            return of(new Literal.Int(number));
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? of(new Literal.Floating(number)) : null;
        }
        if (value instanceof Boolean bool) {
            return of(new Literal.Bool(bool));
        }
        String text = value.toString();
        if (text.length() > LONGEST) {
            return null;
        }
        ValueType type = field instanceof Intrinsic intrinsic ? intrinsic.type() : ValueType.STRING;
        return type == ValueType.STRING ? ofText(text) : new TypedValue(type, text, text);
    }

    static TypedValue ofText(String text) {
        return new TypedValue(ValueType.STRING, text, Printer.print(new Literal.Text(text)));
    }

    static TypedValue of(Literal literal) {
        String text = Printer.print(literal);
        return new TypedValue(literal.type(), text, text);
    }
}
