// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

/**
 * A pattern of texts, such as a regular expression. Safe for many threads. Equal for patterns that are written the same;
 * {@link Object#toString} returns how it is written.
 */
public interface TextPattern {
    /** Returns whether the whole text matches, in a time that is at most proportional to its length. */
    boolean matches(CharSequence text);
}
