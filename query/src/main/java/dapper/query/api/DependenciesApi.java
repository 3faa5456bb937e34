// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.DependencyGraph;
import dapper.query.calls.Node;
import dapper.query.calls.PeerServices;
import dapper.storage.calls.CallReader;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** {@code GET /api/v1/dependencies} and {@code /api/v1/services/{service}/edges}: who calls whom. */
final class DependenciesApi {
    static final Set<String> NAMES = TimeRange.NAMES;

    private final CallReader reader;
    private final PeerServices.Lookup peers;
    private final CallParameters parameters;

    DependenciesApi(CallReader reader, PeerServices.Lookup peers, CallParameters parameters) {
        this.reader = reader;
        this.peers = peers;
        this.parameters = parameters;
    }

    /** @param incompleteReason empty when complete */
    record View(
            String startUnixNanos,
            String endUnixNanos,
            boolean complete,
            String incompleteReason,
            int rowsRead,
            List<NodeView> nodes,
            List<EdgeView> edges) {}

    /** A node with the calls that it has served. */
    record NodeView(
            String id,
            String type,
            String name,
            @JsonUnwrapped CallStats stats) {}

    /**
     * The calls of one kind between two nodes.
     *
     * @param from id of a node
     * @param to id of a node
     */
    record EdgeView(
            String from,
            String to,
            String kind,
            @JsonUnwrapped CallStats stats) {}

    View graph(Parameters given) {
        return view(given, edge -> true, node -> true);
    }

    View around(String service, Parameters given) {
        Node own = new Node(Node.Type.SERVICE, service);
        return view(given, edge -> edge.from().equals(own) || edge.to().equals(own), own::equals);
    }

    private View view(Parameters given, Predicate<DependencyGraph.Edge> edges, Predicate<Node> nodes) {
        TimeRange range = parameters.range(given);
        DependencyGraph graph = DependencyGraph.read(reader, peers, range.start(), range.end());
        Set<Node> shown = new HashSet<>();
        graph.nodes().keySet().stream().filter(nodes).forEach(shown::add);
        graph.edges().keySet().stream().filter(edges).forEach(edge -> {
            shown.add(edge.from());
            shown.add(edge.to());
        });
        List<String> reasons = graph.incompleteReasons();
        return new View(
                Long.toString(range.start()),
                Long.toString(range.end()),
                reasons.isEmpty(),
                String.join("; ", reasons),
                graph.rows(),
                graph.nodes().entrySet().stream()
                        .filter(each -> shown.contains(each.getKey()))
                        .map(each -> new NodeView(
                                id(each.getKey()),
                                each.getKey().type().text(),
                                each.getKey().name(),
                                CallStats.of(each.getValue(), range.seconds())))
                        .sorted(Comparator.comparing(NodeView::id))
                        .toList(),
                graph.edges().entrySet().stream()
                        .filter(each -> edges.test(each.getKey()))
                        .map(each -> new EdgeView(
                                id(each.getKey().from()),
                                id(each.getKey().to()),
                                each.getKey().kind().text(),
                                CallStats.of(each.getValue(), range.seconds())))
                        .sorted(Comparator.comparing(EdgeView::from)
                                .thenComparing(EdgeView::to)
                                .thenComparing(EdgeView::kind))
                        .toList());
    }

    private static String id(Node node) {
        return node.type().text() + ':' + node.name();
    }
}
