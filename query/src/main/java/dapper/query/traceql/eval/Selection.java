// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import java.util.BitSet;

/**
 * The answer of a spanset expression.
 *
 * @param holds may be true although no span is selected, for a negation
 * @param places the selected spans; must not be changed
 */
record Selection(boolean holds, BitSet places) {
    static final Selection NONE = new Selection(false, new BitSet());

    /** Holds if it selects a span. */
    static Selection of(BitSet places) {
        return new Selection(!places.isEmpty(), places);
    }

    static BitSet union(BitSet one, BitSet other) {
        BitSet union = (BitSet) one.clone();
        union.or(other);
        return union;
    }
}
