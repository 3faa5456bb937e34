// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.DependencyGraph;
import dapper.query.calls.Node;
import dapper.query.calls.PeerServices;
import dapper.query.calls.ServiceCalls;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** {@code GET /api/v1/dependencies} and {@code /api/v1/services/{service}/edges}: who calls whom. */
final class DependenciesApi {
    static final Set<String> NAMES = TimeRange.NAMES;

    private static final int MOST_PEERS = 20;

    private final ServiceCalls calls;
    private final PeerServices.Lookup peers;
    private final CallParameters parameters;
    private final CallMemory memory;

    DependenciesApi(ServiceCalls calls, PeerServices.Lookup peers, CallParameters parameters, CallMemory memory) {
        this.memory = memory;
        this.calls = calls;
        this.peers = peers;
        this.parameters = parameters;
    }

    /**
     * @param incompleteReason empty when complete
     * @param hostsToLookUp hosts whose services are not known yet; the next answer has more of them
     */
    record View(
            String startUnixNanos,
            String endUnixNanos,
            boolean complete,
            String incompleteReason,
            int rowsRead,
            int hostsToLookUp,
            List<NodeView> nodes,
            List<EdgeView> edges) {}

    /**
     * A node with the calls that it has served.
     *
     * @param estimated whether some of the calls are estimates from spans, because their process does not count them
     */
    record NodeView(
            String id,
            String type,
            String name,
            boolean estimated,
            @JsonUnwrapped CallStats stats) {}

    /**
     * The calls of one kind between two nodes.
     *
     * @param from id of a node
     * @param to id of a node
     * @param peers the hosts, databases or topics that were called, as the service that counted has them; most calls first
     */
    record EdgeView(
            String from,
            String to,
            String kind,
            List<String> peers,
            boolean estimated,
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
        DependencyGraph graph = DependencyGraph.read(calls, peers, memory, range.start(), range.end());
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
                graph.hostsToLookUp(),
                graph.nodes().entrySet().stream()
                        .filter(each -> shown.contains(each.getKey()))
                        .map(each -> new NodeView(
                                id(each.getKey()),
                                each.getKey().type().text(),
                                each.getKey().name(),
                                graph.isEstimated(each.getKey()),
                                CallStats.of(each.getValue(), range.seconds())))
                        .sorted(Comparator.comparing(NodeView::id))
                        .toList(),
                graph.edges().entrySet().stream()
                        .filter(each -> edges.test(each.getKey()))
                        .map(each -> new EdgeView(
                                id(each.getKey().from()),
                                id(each.getKey().to()),
                                each.getKey().kind().text(),
                                each.getValue().peers(MOST_PEERS),
                                each.getValue().isEstimated(),
                                CallStats.of(each.getValue().outcomes(), range.seconds())))
                        .sorted(Comparator.comparing(EdgeView::from)
                                .thenComparing(EdgeView::to)
                                .thenComparing(EdgeView::kind))
                        .toList());
    }

    private static String id(Node node) {
        return node.type().text() + ':' + node.name();
    }
}
