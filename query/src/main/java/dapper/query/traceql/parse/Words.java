// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words, attributes, and intrinsics with their scope. */
final class Words {

    private final Source source;

    Words(Source source) {
        this.source = source;
    }

    /** The source is at a letter, an underscore, or the dot of an attribute without scope. */
    Token read() {
        int start = source.at();
        String word = source.identifier();
        int c = source.peek();
        if (c == '.') {
            return field(start, attribute(start, word));
        }
        if (c == ':') {
            return field(start, intrinsic(start, word));
        }
        return new Token(Token.Type.WORD, word, start, null, null);
    }

    private Token field(int start, Field field) {
        return new Token(Token.Type.FIELD, source.since(start), start, field, null);
    }

    private Attribute attribute(int start, String scope) {
        boolean ofParent = scope.equals("parent");
        Attribute.@Nullable Scope known = ofParent ? Attribute.Scope.ANY : scope(scope);
        source.next();
        if (ofParent && source.startsWith("span.")) {
            known = Attribute.Scope.SPAN;
            source.skip("span.".length());
        } else if (ofParent && source.startsWith("resource.")) {
            known = Attribute.Scope.RESOURCE;
            source.skip("resource.".length());
        }
        String name = name();
        String found = "`" + source.since(start) + "`";
        if (known == null) {
            throw source.error(start, "a scope before the dot, such as span. or resource.", found, scoped(scope, name));
        }
        if (name.isEmpty()) {
            throw source.error(source.at(), "the name of an attribute after " + found, rest(), null);
        }
        return new Attribute(known, ofParent, name);
    }

    private static Attribute.@Nullable Scope scope(String word) {
        for (Attribute.Scope scope : Attribute.Scope.values()) {
            if (scope.prefix().equals(word + ".")) {
                return scope;
            }
        }
        return null;
    }

    private static String scoped(String scope, String name) {
        if (scope.equals("trace")) {
            return Suggestions.didYouMean("trace:" + name, Suggestions.intrinsics("trace:"));
        }
        return "Did you mean " + Suggestions.withScope(scope + "." + name) + "?";
    }

    /** Everything up to a blank or an operator character; parts in double quotes may contain these. */
    private String name() {
        StringBuilder name = new StringBuilder();
        while (true) {
            int c = source.peek();
            if (c == '"') {
                quoted(name);
            } else if (isNamePart(c)) {
                name.appendCodePoint(source.next());
            } else {
                return name.toString();
            }
        }
    }

    private static boolean isNamePart(int c) {
        return c != Source.END
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && "{}()=~!<>&|^,".indexOf(c) < 0;
    }

    private void quoted(StringBuilder name) {
        int start = source.at();
        source.next();
        while (true) {
            int c = source.next();
            if (c == '"') {
                return;
            }
            if (c == Source.END) {
                throw source.error(start, "\" at the end of the attribute's name", "the end of the query", null);
            }
            if (c == '\\') {
                int escape = source.at() - 1;
                c = source.next();
                if (c != '"' && c != '\\') {
                    throw source.error(
                            escape, "\\\" or \\\\ in the name of an attribute", "`" + source.since(escape) + "`", null);
                }
            }
            name.appendCodePoint(c);
        }
    }

    private Intrinsic intrinsic(int start, String scope) {
        String prefix = scope + ":";
        source.next();
        while (Character.isWhitespace(source.peek())) {
            source.next();
        }
        String text = prefix + source.identifier();
        List<String> known = Suggestions.intrinsics(prefix);
        for (Intrinsic intrinsic : Intrinsic.values()) {
            if (intrinsic.text().equals(text)) {
                return intrinsic;
            }
        }
        String found = "`" + source.since(start) + "`";
        if (known.isEmpty()) {
            throw source.error(start, "a scope before the colon, such as span: or trace:", found, suggestion(scope));
        }
        throw source.error(start, "an intrinsic of " + prefix, found, Suggestions.didYouMean(text, known));
    }

    private static @Nullable String suggestion(String scope) {
        return scope(scope) == null ? null : "An attribute has a dot after its scope: " + scope + ".";
    }

    private String rest() {
        int c = source.peek();
        return c == Source.END ? "the end of the query" : "`" + Character.toString(c) + "`";
    }
}
