// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.types;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dapper.storage.predicate.TextPattern;
import org.jspecify.annotations.Nullable;

/**
 * The right side of {@code =~}: RE2 syntax, matched against the whole value, with {@code .} for every character. The
 * time of a match grows with the length of the value times the size of the pattern, never exponentially. Safe for use
 * by several threads.
 */
public final class Regex implements TextPattern {

    /** Characters of a pattern. */
    public static final int MAX_LENGTH = 1_000;

    private final Pattern pattern;
    private final String required;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
        this.required = RequiredText.of(pattern.pattern());
    }

    /**
     * Compiles a pattern that the parser accepted.
     *
     * @throws IllegalArgumentException if {@link #fault} finds one
     */
    public static Regex of(String pattern) {
        String fault = fault(pattern);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        return new Regex(compile(pattern));
    }

    /** Returns the reason why this is no pattern, null if it is one. */
    public static @Nullable String fault(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return "one of " + pattern.length() + " characters, and " + MAX_LENGTH + " are allowed";
        }
        if (RegexSize.exceedsLimit(pattern)) {
            return "one with repetitions of more than " + RegexSize.LIMIT + " elements";
        }
        try {
            compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription() + ": `" + e.getPattern() + "`";
        } catch (StackOverflowError e) {
            return "one with too many nested groups";
        }
    }

    @Override
    public boolean matches(CharSequence value) {
        if (!value.toString().contains(required)) {
            return false;
        }
        Matcher matcher = pattern.matcher(value);
        return matcher.matches();
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Regex that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
