// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

/**
 * Matches whole paths: {@code *} stands for any characters but a slash, {@code **} for any at all. Allocates nothing, and
 * no path makes it take long, because the path is whatever a stranger sent.
 */
final class PathPattern {
    /** Longer paths match nothing: going back costs the square of the length at worst. */
    private static final int LONGEST_PATH = 1_024;

    private final String pattern;

    PathPattern(String pattern) {
        this.pattern = pattern;
    }

    /** The second character of every path that may match, or 0 if that does not say much. */
    char second() {
        return pattern.length() < 2 || pattern.charAt(0) == '*' || pattern.charAt(1) == '*' ? 0 : pattern.charAt(1);
    }

    /**
     * The usual matching of wildcards: the last one of each kind takes one character more whenever what follows it does
     * not fit. A single star cannot pass a slash; then it is the double star's turn.
     */
    boolean matches(String path) {
        if (path.length() > LONGEST_PATH) {
            return false;
        }
        int p = 0;
        int s = 0;
        int afterStar = -1;
        int star = 0;
        int afterDoubleStar = -1;
        int doubleStar = 0;
        while (true) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                if (p + 1 < pattern.length() && pattern.charAt(p + 1) == '*') {
                    p += 2;
                    afterDoubleStar = p;
                    doubleStar = s;
                    afterStar = -1;
                } else {
                    p++;
                    afterStar = p;
                    star = s;
                }
            } else if (p == pattern.length() && s == path.length()) {
                return true;
            } else if (p < pattern.length() && s < path.length() && pattern.charAt(p) == path.charAt(s)) {
                p++;
                s++;
            } else if (afterStar >= 0 && star < path.length() && path.charAt(star) != '/') {
                p = afterStar;
                s = ++star;
            } else if (afterDoubleStar >= 0 && doubleStar < path.length()) {
                p = afterDoubleStar;
                s = ++doubleStar;
                afterStar = -1;
            } else {
                return false;
            }
        }
    }
}
