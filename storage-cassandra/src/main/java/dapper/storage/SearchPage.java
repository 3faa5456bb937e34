// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer, newest trace first.
 *
 * @param nextCursor where the next page begins; null when this is the last
 * @param complete true if every stored trace that matches and belongs on this page is on it; false if the search stopped
 *     early, for the reason given
 * @param incompleteReason empty when complete
 * @param indexRowsRead the cost of the search: the entries of the index that it took, each a trace that an index block
 *     proposes, or an index row of an older collector
 */
public record SearchPage(
        List<TraceSummary> traces,
        @Nullable String nextCursor,
        boolean complete,
        String incompleteReason,
        long indexRowsRead) {}
