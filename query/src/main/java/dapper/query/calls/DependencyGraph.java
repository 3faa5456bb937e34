// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.NameList;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calls between services: one edge for each service and each peer that it calls. Those of services that count none are
 * estimates from their spans. Used by one thread, which waits for the store.
 */
public final class DependencyGraph {
    private static final int MOST_EDGES = 10_000;
    /** An estimate reads traces. */
    private static final int MOST_ESTIMATES = 20;

    private final PeerServices.Lookup peers;
    private final Map<Edge, EdgeCalls> edges = new LinkedHashMap<>();
    private final Map<Node, Outcomes> nodes = new LinkedHashMap<>();
    private final Set<Node> estimated = new LinkedHashSet<>();
    private final Set<String> incomplete = new LinkedHashSet<>();
    private int rows;

    /** The calls of one kind from a node to another. */
    public record Edge(Node from, Node to, CallKind kind) {}

    private DependencyGraph(PeerServices.Lookup peers) {
        this.peers = peers;
    }

    /** Reads the calls of all services. */
    public static DependencyGraph read(ServiceCalls calls, PeerServices.Lookup peers, long start, long end) {
        DependencyGraph graph = new DependencyGraph(peers);
        NameList<SeenService> counting = calls.reader().services();
        if (!counting.complete()) {
            graph.incomplete.add("there are more than " + counting.names().size() + " services");
        }
        for (SeenService service : counting.names()) {
            graph.add(service.name(), start, end, calls.reader()::read, false);
        }
        graph.addEstimates(calls, counting.names(), start, end);
        if (peers.skipped() > 0) {
            graph.incomplete.add("the services of " + peers.skipped() + " hosts were not looked up yet: ask again");
        }
        return graph;
    }

    private void addEstimates(ServiceCalls calls, List<SeenService> counting, long start, long end) {
        NameList<String> recorded = calls.traces().services();
        if (!recorded.complete()) {
            incomplete.add("there are more than " + recorded.names().size() + " services");
        }
        Set<String> counted = counting.stream().map(SeenService::name).collect(Collectors.toSet());
        List<String> others = recorded.names().stream()
                .filter(name -> !counted.contains(name))
                .toList();
        others.stream()
                .limit(MOST_ESTIMATES)
                .forEach(service -> add(
                        service,
                        start,
                        end,
                        (query, visitor) -> EstimatedCalls.read(calls.traces(), query, visitor),
                        true));
        if (others.size() > MOST_ESTIMATES) {
            incomplete.add((others.size() - MOST_ESTIMATES) + " services that count no calls were not estimated");
        }
    }

    private record Peer(CallKind kind, String name) {}

    /** Reads the calls of one service. */
    private interface Source {
        CallReader.Reading read(CallQuery query, CallReader.Visitor visitor);
    }

    private void add(String service, long start, long end, Source source, boolean isEstimate) {
        Map<Peer, Outcomes> byPeer = new LinkedHashMap<>();
        Outcomes own = new Outcomes();
        CallReader.Reading reading = source.read(
                new CallQuery(service, start, end, TimeWindows.nanos(start, end)), (unixNanos, key, series) -> {
                    if (key.kind().inbound()) {
                        own.add(key, series);
                    }
                    if (!key.peer().isEmpty()) {
                        byPeer.computeIfAbsent(new Peer(key.kind(), key.peer()), unseen -> new Outcomes())
                                .add(key, series);
                    }
                });
        rows += reading.rows();
        if (!reading.complete()) {
            incomplete.add(service + ": " + reading.incompleteReason());
        }
        if (own.calls() > 0 || !byPeer.isEmpty()) {
            node(Node.ofService(service)).add(own);
            if (isEstimate) {
                estimated.add(Node.ofService(service));
            }
            byPeer.forEach((peer, outcomes) -> add(service, peer, outcomes, isEstimate));
        }
    }

    private void add(String service, Peer peer, Outcomes outcomes, boolean isEstimate) {
        Node own = Node.ofService(service);
        Node other = peers.node(service, peer.kind(), peer.name(), outcomes.all());
        node(other);
        Edge edge = peer.kind() == CallKind.PROCESSING
                ? new Edge(other, own, peer.kind())
                : new Edge(own, other, peer.kind());
        if (edges.size() >= MOST_EDGES && !edges.containsKey(edge)) {
            incomplete.add("there are more than " + MOST_EDGES + " edges");
            return;
        }
        edges.computeIfAbsent(edge, unseen -> new EdgeCalls(isEstimate)).add(peer.name(), outcomes);
    }

    private Outcomes node(Node node) {
        return nodes.computeIfAbsent(node, unseen -> new Outcomes());
    }

    public Map<Edge, EdgeCalls> edges() {
        return edges;
    }

    /** Returns the nodes with the calls that they have served; those that are no services count none themselves. */
    public Map<Node, Outcomes> nodes() {
        return nodes;
    }

    /** Returns whether the numbers of a service are estimates. */
    public boolean isEstimated(Node node) {
        return estimated.contains(node);
    }

    /** Returns the number of hosts whose services the next answer looks up. */
    public int hostsToLookUp() {
        return peers.skipped();
    }

    public int rows() {
        return rows;
    }

    /** Returns why something may be missing; nothing if the graph is complete. */
    public List<String> incompleteReasons() {
        return new ArrayList<>(incomplete);
    }
}
