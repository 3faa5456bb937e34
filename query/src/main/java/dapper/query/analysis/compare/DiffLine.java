// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

/**
 * One line of two trees side by side.
 *
 * @param depth the same in both trees
 * @param a position in tree A, {@link #NONE} if the span is only in B
 * @param b position in tree B, {@link #NONE} if the span is only in A
 */
public record DiffLine(int depth, int a, int b) {
    public static final int NONE = -1;

    public boolean isInBoth() {
        return a != NONE && b != NONE;
    }
}
