// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.clock.ClockOffsets.Constraint;
import dapper.storage.Event;
import dapper.storage.Extent;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a trace: one for each host ({@code host.id} or {@code host.name}), or for each process where no host is
 * given. A span that starts before its parent in another process, or a server that answers after its caller has the answer,
 * shows that their clocks differ; the calls between two clocks bound the difference ({@link CallBounds}), and so do chains
 * of calls ({@link ClockOffsets}). The clock of the root is right by definition. Pairs that contradict each other are left
 * out ({@link ContradictoryCycles}), and the others are solved without them.
 */
public final class Clocks {
    private static final int NO_CLOCK = -1;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Resource, Integer> numbersOfProcesses = new HashMap<>();
    /** Nearly all spans of a process share one resource, and to compare its attributes for each span would take long. */
    private final IdentityHashMap<Resource, Integer> numbersOfInstances = new IdentityHashMap<>();

    private final Map<Long, Pair> pairs = new LinkedHashMap<>();
    private ClockOffsets offsets = ClockOffsets.NONE;
    private boolean differ;

    private static final class Pair {
        final Resource caller;
        final Resource called;
        Bounds ahead = Bounds.NONE;
        boolean contradictory;

        Pair(Resource caller, Resource called) {
            this.caller = caller;
            this.called = called;
        }

        ClockPair settled() {
            Bounds settled = ahead.settled();
            return new ClockPair(caller, called, settled, contradictory || settled.isContradictory());
        }
    }

    private Clocks() {}

    public static Clocks of(TraceTree tree) {
        Clocks clocks = new Clocks();
        Span root = tree.nodes().get(tree.root()).span();
        if (root != null) {
            clocks.number(root.resource());
        }
        List<TraceNode> nodes = tree.nodes();
        int[] clockOf = new int[nodes.size()];
        for (int i = 0; i < clockOf.length; i++) {
            TraceNode node = nodes.get(i);
            Span span = node.span();
            clockOf[i] = span == null ? NO_CLOCK : clocks.number(span.resource());
            // A parent is before its children.
            int caller = node.parent() < 0 ? NO_CLOCK : clockOf[node.parent()];
            if (span != null && caller != NO_CLOCK && caller != clockOf[i]) {
                clocks.add(nodes.get(node.parent()), caller, node, clockOf[i]);
            }
        }
        clocks.solve();
        return clocks;
    }

    private void add(TraceNode above, int caller, TraceNode below, int called) {
        Bounds ahead = CallBounds.of(above, below);
        Pair back = pairs.get(key(called, caller));
        if (back != null) {
            back.ahead = back.ahead.and(ahead.reversed());
            return;
        }
        Pair pair = pairs.computeIfAbsent(key(caller, called), key -> new Pair(resource(above), resource(below)));
        pair.ahead = pair.ahead.and(ahead);
    }

    private static Resource resource(TraceNode node) {
        return Objects.requireNonNull(node.span(), "a placeholder has no clock").resource();
    }

    private static long key(int caller, int called) {
        return (long) caller << 32 | called;
    }

    private int number(Resource process) {
        Integer known = numbersOfInstances.get(process);
        if (known != null) {
            return known;
        }
        int number = numbersOfProcesses.computeIfAbsent(
                process, key -> numbers.computeIfAbsent(clock(key), clock -> numbers.size()));
        numbersOfInstances.put(process, number);
        return number;
    }

    private static Object clock(Resource process) {
        String host = host(process);
        return host == null ? process : host;
    }

    /** Returns the host that a process names; null if it names none. */
    public static @Nullable String host(Resource process) {
        String id = process.attributes().text("host.id");
        String host = id == null ? process.attributes().text("host.name") : id;
        return host == null || host.isEmpty() ? null : host;
    }

    private void solve() {
        List<Pair> possible = new ArrayList<>(pairs.size());
        List<Constraint> constraints = new ArrayList<>(pairs.size());
        for (Map.Entry<Long, Pair> entry : pairs.entrySet()) {
            Bounds ahead = entry.getValue().ahead.settled();
            if (!ahead.isContradictory()) {
                possible.add(entry.getValue());
                constraints.add(new Constraint(
                        (int) (entry.getKey() >> 32), entry.getKey().intValue(), ahead));
            }
        }
        ClockOffsets solved =
                isWithoutContradiction(possible, constraints) ? ClockOffsets.of(numbers.size(), constraints) : null;
        if (solved == null) {
            leaveOut(
                    possible,
                    constraints,
                    IntStream.range(0, possible.size()).boxed().toList());
            solved = ClockOffsets.of(numbers.size(), constraints);
        }
        offsets = Objects.requireNonNull(solved, "clocks without bounds cannot contradict each other");
        differ = constraints.stream().anyMatch(pair -> pair.ahead().differ());
    }

    /**
     * Leaves out the pairs that contradict each other. Those of a circle first get the tolerance of the timestamps.
     *
     * @return false if that would take too long
     */
    private boolean isWithoutContradiction(List<Pair> possible, List<Constraint> constraints) {
        ContradictoryCycles search = new ContradictoryCycles(numbers.size());
        BitSet widened = new BitSet();
        List<List<Integer>> cycles = search.in(constraints);
        while (cycles != null && !cycles.isEmpty()) {
            for (List<Integer> cycle : cycles) {
                if (cycle.stream().allMatch(widened::get)) {
                    leaveOut(possible, constraints, cycle);
                } else {
                    widen(constraints, cycle, widened);
                }
            }
            cycles = search.in(constraints);
        }
        return cycles != null;
    }

    private static void widen(List<Constraint> constraints, List<Integer> positions, BitSet widened) {
        for (int i : positions) {
            if (!widened.get(i)) {
                Constraint pair = constraints.get(i);
                constraints.set(i, pair.with(pair.ahead().wider(Bounds.PRECISION)));
                widened.set(i);
            }
        }
    }

    private static void leaveOut(List<Pair> possible, List<Constraint> constraints, List<Integer> positions) {
        for (int i : positions) {
            possible.get(i).contradictory = true;
            constraints.set(i, constraints.get(i).with(Bounds.NONE));
        }
    }

    /** Returns each two clocks with a call between them, in reading order. */
    public List<ClockPair> pairs() {
        return pairs.values().stream().map(Pair::settled).toList();
    }

    /** Returns whether two clocks differ, and their times can be moved so that they need not. */
    public boolean areCorrectable() {
        return differ;
    }

    /** Returns how far the clock of a process is ahead of that of the root. */
    public Bounds ahead(Resource process) {
        Integer number = known(process);
        return number == null ? Bounds.NONE : offsets.ahead(number);
    }

    private @Nullable Integer known(Resource process) {
        Integer number = numbersOfInstances.get(process);
        return number == null ? numbersOfProcesses.get(process) : number;
    }

    /** Returns the nanoseconds that the times of a process need to be moved later; 0 if all clocks may be right. */
    public long shift(Resource process) {
        Integer number = known(process);
        return !differ || number == null ? 0 : -offsets.chosen(number);
    }

    /** Returns the trace with the times of each process moved. The given one stays as it is. */
    public Trace corrected(Trace trace) {
        List<Span> spans = new ArrayList<>(trace.spans().size());
        for (Span span : trace.spans()) {
            long shift = shift(span.resource());
            spans.add(shift == 0 ? span : shifted(span, shift));
        }
        return Trace.of(trace.id(), spans);
    }

    private static Span shifted(Span span, long nanos) {
        List<Event> events = span.events().stream()
                .map(event -> new Event(
                        moved(event.unixNanos(), nanos), event.name(), event.attributes(), event.droppedAttributes()))
                .toList();
        return span.withTimes(moved(span.startUnixNanos(), nanos), moved(span.endUnixNanos(), nanos), events);
    }

    /** A time that no clock has shown, such as 0 for none, stays. */
    private static long moved(long unixNanos, long nanos) {
        return Extent.isPlausible(unixNanos) ? unixNanos + nanos : unixNanos;
    }
}
