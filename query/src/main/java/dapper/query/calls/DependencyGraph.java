// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.NameList;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.SeenService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calls between services: one edge for each service and each peer that it calls. Calls that are recorded
 * and not counted are estimated from spans. Used by one thread, which waits for the store.
 */
public final class DependencyGraph {
    private static final int MOST_EDGES = 10_000;

    private static final Set<CallKind> ALL = Set.of(CallKind.values());

    private final PeerServices.Lookup peers;
    private final OutcomesSource memory;
    private final Map<Edge, EdgeCalls> edges = new LinkedHashMap<>();
    private final Map<Node, Outcomes> nodes = new LinkedHashMap<>();
    private final Set<Node> estimated = new LinkedHashSet<>();
    private final Set<String> incomplete = new LinkedHashSet<>();
    private int rows;

    /** The calls of one kind from a node to another. */
    public record Edge(Node from, Node to, CallKind kind) {}

    private DependencyGraph(PeerServices.Lookup peers, OutcomesSource memory) {
        this.peers = peers;
        this.memory = memory;
    }

    /** Reads the calls of all services. */
    public static DependencyGraph read(
            ServiceCalls calls, PeerServices.Lookup peers, OutcomesSource memory, long start, long end) {
        DependencyGraph graph = new DependencyGraph(peers, memory);
        NameList<SeenService> counting = calls.reader().services();
        if (!counting.complete()) {
            graph.incomplete.add("there are more than " + counting.names().size() + " services");
        }
        UncountedServices uncounted = new UncountedServices(calls, ALL);
        for (SeenService service : counting.names()) {
            uncounted.add(service.name(), graph.addCounted(calls.reader(), service.name(), start, end));
        }
        uncounted.addOthers(counting.names().stream().map(SeenService::name).collect(Collectors.toSet()));
        graph.addEstimates(uncounted, start, end);
        if (peers.skipped() > 0) {
            graph.incomplete.add("the services of " + peers.skipped() + " hosts were not looked up yet: ask again");
        }
        return graph;
    }

    /** @return the kinds of calls that the service has counted */
    private Set<CallKind> addCounted(CallReader reader, String service, long start, long end) {
        Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
        OfService own = new OfService(memory);
        CallReader.Reading reading = reader.read(
                new CallQuery(service, start, end, TimeWindows.nanos(start, end)), (unixNanos, key, series) -> {
                    kinds.add(key.kind());
                    own.add(key, series);
                });
        rows += reading.rows();
        if (!reading.complete()) {
            incomplete.add(service + ": " + reading.incompleteReason());
            // Kinds of calls that were not reached may be counted.
            kinds.addAll(ALL);
        }
        add(service, own, false);
        return kinds;
    }

    private void addEstimates(UncountedServices uncounted, long start, long end) {
        Map<String, OfService> services = new LinkedHashMap<>();
        rows += uncounted.read(
                start,
                end,
                (service, unixNanos, key, series) -> services.computeIfAbsent(service, unseen -> new OfService(memory))
                        .add(key, series));
        incomplete.addAll(uncounted.incompleteReasons());
        services.forEach((service, own) -> add(service, own, true));
    }

    private record Peer(CallKind kind, String name) {}

    /** The calls of one service: its own work, and those to each peer. */
    private record OfService(OutcomesSource memory, Outcomes own, Map<Peer, Outcomes> byPeer) {
        OfService(OutcomesSource memory) {
            this(memory, memory.next(), new LinkedHashMap<>());
        }

        void add(CallKey key, CallSeries series) {
            if (key.kind().inbound()) {
                own.add(key, series);
            }
            if (!key.peer().isEmpty()) {
                byPeer.computeIfAbsent(new Peer(key.kind(), key.peer()), unseen -> memory.next())
                        .add(key, series);
            }
        }
    }

    private void add(String service, OfService calls, boolean isEstimate) {
        if (calls.own().calls() > 0 || !calls.byPeer().isEmpty()) {
            node(Node.ofService(service)).add(calls.own());
            if (isEstimate && calls.own().calls() > 0) {
                estimated.add(Node.ofService(service));
            }
            calls.byPeer().forEach((peer, outcomes) -> add(service, peer, outcomes, isEstimate));
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
        edges.computeIfAbsent(edge, unseen -> new EdgeCalls(memory.next())).add(peer.name(), outcomes, isEstimate);
    }

    private Outcomes node(Node node) {
        return nodes.computeIfAbsent(node, unseen -> memory.next());
    }

    public Map<Edge, EdgeCalls> edges() {
        return edges;
    }

    /** Returns the nodes with the calls that they have served; those that are no services count none themselves. */
    public Map<Node, Outcomes> nodes() {
        return nodes;
    }

    /** Returns whether some of the calls that a service has served are estimates. */
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
