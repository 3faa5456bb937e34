// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

/**
 * Matches whole paths: {@code *} stands for any characters but a slash, {@code **} for any characters. Allocates
 * nothing, and no path makes it slow, because any client can send any path.
 */
final class PathPattern {
    /** Longer paths match nothing: backtracking costs the square of the length at worst. */
    private static final int LONGEST_PATH = 1_024;

    private final String pattern;

    /** The text before the first star: nearly every path differs there. */
    private final String prefix;

    PathPattern(String pattern) {
        this.pattern = pattern;
        int star = pattern.indexOf('*');
        this.prefix = star < 0 ? pattern : pattern.substring(0, star);
    }

    /** The beginning of every matching path. */
    String prefix() {
        return prefix;
    }

    boolean matches(String path) {
        return prefix.length() == pattern.length() ? pattern.equals(path) : path.startsWith(prefix) && fits(path);
    }

    /**
     * Standard wildcard matching with backtracking: the last wildcard of each kind takes one more character whenever
     * the rest does not match. A single star cannot pass a slash; then the double star takes over.
     */
    private boolean fits(String path) {
        if (path.length() > LONGEST_PATH) {
            return false;
        }
        int p = prefix.length();
        int s = p;
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
