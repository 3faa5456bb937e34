// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.traceql.eval.CompiledQuery;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The spans of a trace that a query selects, as JSON.
 *
 * @param complete whether the query has run on all stored spans with all their attributes
 * @param incompleteReason empty when complete
 * @param lineCount the number of {@code spans} of the {@link TraceView} that the positions belong to
 * @param positions indexes in those {@code spans}, ascending
 */
record MatchesView(boolean complete, String incompleteReason, int lineCount, List<Integer> positions) {

    /**
     * @param tree of the trace, with the order of the positions
     * @param incompleteReason a sentence on what the trace or its tree lacks; empty if they have everything
     */
    static MatchesView of(CompiledQuery query, Trace trace, TraceTree tree, String incompleteReason) {
        Set<Span> selected = query.on(trace).spans();
        List<TraceNode> nodes = tree.nodes();
        List<Integer> positions = new ArrayList<>(selected.size());
        for (int i = 0; i < nodes.size(); i++) {
            Span span = nodes.get(i).span();
            if (span != null && selected.contains(span)) {
                positions.add(i);
            }
        }
        return new MatchesView(incompleteReason.isEmpty(), incompleteReason, nodes.size(), positions);
    }
}
