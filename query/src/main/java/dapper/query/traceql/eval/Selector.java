// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import java.util.BitSet;

/** A compiled spanset expression. Safe for many threads. */
@FunctionalInterface
interface Selector {
    /** @param input the span set to select from; must not be changed */
    Selection select(LaidOutTrace trace, BitSet input);
}
