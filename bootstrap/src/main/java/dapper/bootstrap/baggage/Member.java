// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.baggage;

/** One member of baggage: {@code name=value;properties}. Immutable. */
public final class Member {
    private final String name;
    private final String value;
    private final String properties;

    private Member(String name, String value, String properties) {
        this.name = name;
        this.value = value;
        this.properties = properties;
    }

    public String name() {
        return name;
    }

    /** Decoded. */
    public String value() {
        return value;
    }

    /** As in the header, {@code a;b=c}; empty if there are none. */
    public String properties() {
        return properties;
    }

    /** Reads a well-formed member. */
    static Member of(String text, int start, int end) {
        int semicolon = find(text, ';', start, end);
        int equals = find(text, '=', start, semicolon);
        return new Member(
                text.substring(start, equals).trim(),
                PercentEncoding.decode(text.substring(equals + 1, semicolon).trim()),
                semicolon == end ? "" : text.substring(semicolon + 1, end).trim());
    }

    /** The end of the member that begins here. A comma cannot be part of one. */
    static int end(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    /** Section 3.3.1: {@code key OWS "=" OWS value *( OWS ";" OWS property )}. */
    static boolean isWellFormed(String text, int start, int end) {
        int semicolon = find(text, ';', start, end);
        if (!isPair(text, start, semicolon)) {
            return false;
        }
        while (semicolon < end) {
            int next = find(text, ';', semicolon + 1, end);
            if (!isPair(text, semicolon + 1, next) && !isToken(text, semicolon + 1, next)) {
                return false;
            }
            semicolon = next;
        }
        return true;
    }

    private static boolean isPair(String text, int start, int end) {
        int equals = find(text, '=', start, end);
        return equals < end && isToken(text, start, equals) && isValue(text, equals + 1, end);
    }

    /** A token of RFC 9110. */
    static boolean isName(String text) {
        int end = text.length();
        return isToken(text, 0, end) && !isBlank(text.charAt(0)) && !isBlank(text.charAt(end - 1));
    }

    /** A token of RFC 9110, with blanks around it. */
    private static boolean isToken(String text, int from, int to) {
        int start = skipBlanks(text, from, to);
        int end = skipBlanksBackwards(text, start, to);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return end > start;
    }

    /** Printable ASCII without blanks, quotes, commas, semicolons and backslashes. May be empty. */
    private static boolean isValue(String text, int from, int to) {
        int start = skipBlanks(text, from, to);
        int end = skipBlanksBackwards(text, start, to);
        for (int i = start; i < end; i++) {
            if (!isOctet(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isOctet(char c) {
        return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static int find(String text, char c, int start, int end) {
        int at = start;
        while (at < end && text.charAt(at) != c) {
            at++;
        }
        return at;
    }

    static int skipBlanks(String text, int start, int end) {
        int at = start;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int skipBlanksBackwards(String text, int start, int end) {
        int at = end;
        while (at > start && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
