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

/**
 * The calls between services: one edge for each service and each peer that it calls. Used by one thread, which waits for
 * the store.
 */
public final class DependencyGraph {
    private static final int MOST_EDGES = 10_000;

    private final PeerServices.Lookup peers;
    private final Map<Edge, Outcomes> edges = new LinkedHashMap<>();
    private final Map<Node, Outcomes> nodes = new LinkedHashMap<>();
    private final Set<String> incomplete = new LinkedHashSet<>();
    private int rows;

    /** The calls of one kind from a node to another. */
    public record Edge(Node from, Node to, CallKind kind) {}

    private DependencyGraph(PeerServices.Lookup peers) {
        this.peers = peers;
    }

    /** Reads the calls of all services. */
    public static DependencyGraph read(CallReader reader, PeerServices.Lookup peers, long start, long end) {
        DependencyGraph graph = new DependencyGraph(peers);
        NameList<SeenService> services = reader.services();
        if (!services.complete()) {
            graph.incomplete.add("there are more than " + services.names().size() + " services");
        }
        for (SeenService service : services.names()) {
            graph.add(reader, service.name(), start, end);
        }
        if (peers.skipped() > 0) {
            graph.incomplete.add("the services of " + peers.skipped() + " hosts were not looked up yet: ask again");
        }
        return graph;
    }

    private record Peer(CallKind kind, String name) {}

    private void add(CallReader reader, String service, long start, long end) {
        Map<Peer, Outcomes> byPeer = new LinkedHashMap<>();
        Outcomes own = new Outcomes();
        CallReader.Reading reading = reader.read(
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
            byPeer.forEach((peer, outcomes) -> add(service, peer, outcomes));
        }
    }

    private void add(String service, Peer peer, Outcomes outcomes) {
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
        edges.computeIfAbsent(edge, unseen -> new Outcomes()).add(outcomes);
    }

    private Outcomes node(Node node) {
        return nodes.computeIfAbsent(node, unseen -> new Outcomes());
    }

    public Map<Edge, Outcomes> edges() {
        return edges;
    }

    /** Returns the nodes with the calls that they have served; those that are no services count none themselves. */
    public Map<Node, Outcomes> nodes() {
        return nodes;
    }

    public int rows() {
        return rows;
    }

    /** Returns why something may be missing; nothing if the graph is complete. */
    public List<String> incompleteReasons() {
        return new ArrayList<>(incomplete);
    }
}
