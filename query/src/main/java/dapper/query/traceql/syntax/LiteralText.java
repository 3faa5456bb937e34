// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** The text of literals and fields, with quotes and escapes. */
final class LiteralText {

    private static final String[] UNITS = {"h", "m", "s", "ms", "us"};
    private static final long[] UNIT_NANOS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};

    private LiteralText() {}

    static String of(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return quoted(text.value());
        }
        if (literal instanceof Literal.Int number) {
            return number.value() == Long.MIN_VALUE ? "minInt" : Long.toString(number.value());
        }
        if (literal instanceof Literal.Floating number) {
            return Double.toString(number.value());
        }
        if (literal instanceof Literal.Duration duration) {
            return duration(duration.nanos());
        }
        if (literal instanceof Literal.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (literal instanceof Literal.StatusValue status) {
            return status.value().text();
        }
        return ((Literal.KindValue) literal).value().text();
    }

    static String of(Field field) {
        if (field instanceof Intrinsic intrinsic) {
            return intrinsic.text();
        }
        Attribute attribute = (Attribute) field;
        boolean bare = isBare(attribute);
        String name = bare ? attribute.name() : '"' + escaped(attribute.name()) + '"';
        String prefix = attribute.scope().prefix();
        if (attribute.ofParent()) {
            return (attribute.scope() == Attribute.Scope.ANY ? "parent." : "parent." + prefix) + name;
        }
        return prefix + name;
    }

    /** In the largest unit that divides it, so that no fraction is needed. */
    private static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (nanos % UNIT_NANOS[i] == 0) {
                return nanos / UNIT_NANOS[i] + UNITS[i];
            }
        }
        return nanos + "ns";
    }

    private static boolean isBare(Attribute attribute) {
        String name = attribute.name();
        boolean any = attribute.scope() == Attribute.Scope.ANY;
        if (any && !attribute.ofParent() && isDigit(name.charAt(0))) {
            return false; // .5 is a number
        }
        if (any && attribute.ofParent() && (name.startsWith("span.") || name.startsWith("resource."))) {
            return false; // the name would be read as a scope
        }
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.-/:".indexOf(c) >= 0);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
