// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.javaagent.api.MethodRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of methods: {@code com.shop.Cart[add,remove];com.shop.stock.*[*]}. A rule that cannot be read is logged
 * in one line with the position of the mistake, and the other rules stay valid.
 */
final class MethodRuleParser {
    private static final String EXAMPLE = ", such as com.shop.Cart[add,remove] or com.shop.*[*]";

    private final String property;
    private final String text;
    private int at;

    private MethodRuleParser(String property, String text) {
        this.property = property;
        this.text = text;
    }

    static List<MethodRule> parse(String property, @Nullable String text) {
        List<MethodRule> rules = new ArrayList<>();
        if (text != null) {
            new MethodRuleParser(property, text).addRules(rules);
        }
        return rules;
    }

    private void addRules(List<MethodRule> rules) {
        while (skipSpaces()) {
            int start = at;
            try {
                rules.add(rule());
            } catch (Mistake e) {
                int end = text.indexOf(';', start);
                String rule =
                        text.substring(start, end < 0 ? text.length() : end).trim();
                AgentLog.warn(property + ": '" + rule + "' is ignored, expected " + e.getMessage() + " at character "
                        + (e.at + 1) + EXAMPLE);
                at = end < 0 ? text.length() : end + 1;
            }
        }
    }

    /** Moves to the next character that counts; false at the end. Empty rules do not count. */
    private boolean skipSpaces() {
        while (at < text.length() && (text.charAt(at) == ';' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at < text.length();
    }

    private MethodRule rule() throws Mistake {
        int start = at;
        String type = word(true);
        if (type.isEmpty()) {
            throw new Mistake("the name of a class", start);
        }
        boolean prefix = next('*');
        if (!prefix && type.endsWith(".")) {
            throw new Mistake("the name of a class, or *", at);
        }
        if (isOfTheJdk(type)) {
            throw new Mistake("a class that is not the JDK's", start);
        }
        expect('[', "[ and names of methods");
        List<String> methods = methods();
        if (at < text.length() && text.charAt(at) != ';') {
            throw new Mistake("; or the end", at);
        }
        return prefix ? MethodRule.ofPrefix(type, methods) : MethodRule.ofType(type, methods);
    }

    /** Returns an empty list for all methods. */
    private List<String> methods() throws Mistake {
        List<String> methods = new ArrayList<>();
        if (next('*')) {
            expect(']', "] after *");
            return methods;
        }
        do {
            skipBlanks();
            int start = at;
            String method = word(false);
            if (method.isEmpty()) {
                throw new Mistake("the name of a method, or *", start);
            }
            methods.add(method);
        } while (next(','));
        expect(']', ", or ]");
        return methods;
    }

    private static boolean isOfTheJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private String word(boolean dots) {
        int start = at;
        while (at < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(at)) || dots && text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char character, String expected) throws Mistake {
        if (!next(character)) {
            throw new Mistake(expected, at);
        }
    }

    private boolean next(char character) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == character;
        at += found ? 1 : 0;
        skipBlanks();
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The message is what was expected. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        final int at;

        Mistake(String expected, int at) {
            super(expected);
            this.at = at;
        }
    }
}
