// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.types;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The size of a pattern after its counted repetitions are written out, which is how RE2 compiles them: {@code
 * ((a{100}){100}){100}} has twenty characters and needs a million instructions. Estimated from the text, before the
 * pattern is compiled. A pattern with wrong syntax has some size; compiling it finds the error.
 */
final class RegexSize {

    /** Elements, such as characters and classes. */
    static final int LIMIT = 10_000;

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long last;

    private RegexSize(String pattern) {
        this.pattern = pattern;
    }

    static boolean exceedsLimit(String pattern) {
        return new RegexSize(pattern).measure() > LIMIT;
    }

    private long measure() {
        int at = 0;
        while (at < pattern.length() && size <= LIMIT) {
            char c = pattern.charAt(at);
            if (c == '(') {
                outer.push(size);
                size = 0;
                last = 0;
                at++;
            } else if (c == ')' && !outer.isEmpty()) {
                last = size + 1;
                size = outer.pop() + last;
                at++;
            } else if (c == '{' && repetitions(at) > 0) {
                size += last * (repetitions(at) - 1);
                at = pattern.indexOf('}', at) + 1;
            } else {
                last = 1;
                size++;
                at = afterElement(at);
            }
        }
        return size;
    }

    private int afterElement(int at) {
        char c = pattern.charAt(at);
        if (c == '\\') {
            return afterEscape(at);
        }
        if (c != '[') {
            return at + 1;
        }
        int end = at + 1;
        if (end < pattern.length() && pattern.charAt(end) == '^') {
            end++;
        }
        end++; // a bracket in first place is an element
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    /** An escape with braces, as in {@code \pN}, {@code \p{Greek}} and {@code \x{10FFFF}}, has no repetition in them. */
    private int afterEscape(int at) {
        boolean braces = at + 2 < pattern.length()
                && "pPx".indexOf(pattern.charAt(at + 1)) >= 0
                && pattern.charAt(at + 2) == '{';
        int close = braces ? pattern.indexOf('}', at) : -1;
        return close < 0 ? at + 2 : close + 1;
    }

    /** The larger number of {@code {n}}, {@code {n,}} or {@code {n,m}}; 0 if these are just characters. */
    private long repetitions(int at) {
        int close = pattern.indexOf('}', at);
        if (close < 0) {
            return 0;
        }
        long largest = 0;
        for (String number : pattern.substring(at + 1, close).split(",", 2)) {
            if (number.isEmpty()) {
                continue;
            }
            if (number.length() > 4 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return 0;
            }
            largest = Math.max(largest, Long.parseLong(number));
        }
        return largest;
    }
}
