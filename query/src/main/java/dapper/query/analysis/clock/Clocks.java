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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a trace: one for each host ({@code host.id} or {@code host.name}), or for each process where no host is
 * given. A span that starts before its parent in another process, or a server that answers after its caller has the answer,
 * shows that their clocks differ; the calls between two clocks bound the difference ({@link CallBounds}), and so do chains
 * of calls ({@link ClockOffsets}). The clock of the root is right by definition.
 */
public final class Clocks {
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Resource, Integer> numbersOfProcesses = new HashMap<>();
    private final Map<Long, Pair> pairs = new LinkedHashMap<>();
    private @Nullable ClockOffsets offsets;
    private boolean differ;

    private static final class Pair {
        final Resource caller;
        final Resource called;
        Bounds ahead = Bounds.NONE;

        Pair(Resource caller, Resource called) {
            this.caller = caller;
            this.called = called;
        }

        ClockPair settled() {
            return new ClockPair(caller, called, ahead.settled());
        }
    }

    private Clocks() {}

    public static Clocks of(TraceTree tree) {
        Clocks clocks = new Clocks();
        Span root = tree.nodes().get(tree.root()).span();
        if (root != null) {
            clocks.number(root.resource());
        }
        for (TraceNode node : tree.nodes()) {
            clocks.add(node, tree);
        }
        clocks.solve();
        return clocks;
    }

    private void add(TraceNode node, TraceTree tree) {
        Span below = node.span();
        if (below == null) {
            return;
        }
        int called = number(below.resource());
        TraceNode parent = node.parent() < 0 ? null : tree.nodes().get(node.parent());
        Span above = parent == null ? null : parent.span();
        if (parent == null || above == null) {
            return;
        }
        int caller = number(above.resource());
        if (caller != called) {
            add(above.resource(), caller, below.resource(), called, CallBounds.of(parent, node));
        }
    }

    private void add(Resource above, int caller, Resource below, int called, Bounds ahead) {
        Pair back = pairs.get(key(called, caller));
        if (back != null) {
            back.ahead = back.ahead.and(ahead.reversed());
            return;
        }
        Pair pair = pairs.computeIfAbsent(key(caller, called), key -> new Pair(above, below));
        pair.ahead = pair.ahead.and(ahead);
    }

    private static long key(int caller, int called) {
        return (long) caller << 32 | called;
    }

    private int number(Resource process) {
        return numbersOfProcesses.computeIfAbsent(
                process, key -> numbers.computeIfAbsent(clock(key), clock -> numbers.size()));
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
        List<Constraint> constraints = new ArrayList<>(pairs.size());
        for (ClockPair pair : pairs()) {
            differ |= pair.ahead().differ();
            if (!pair.ahead().isContradictory()) {
                constraints.add(new Constraint(number(pair.caller()), number(pair.called()), pair.ahead()));
            }
        }
        offsets = ClockOffsets.of(numbers.size(), constraints);
        if (offsets == null) {
            constraints.replaceAll(pair ->
                    new Constraint(pair.caller(), pair.called(), pair.ahead().wider(Bounds.PRECISION)));
            offsets = ClockOffsets.of(numbers.size(), constraints);
        }
    }

    /** Returns each two clocks with a call between them, in reading order. */
    public List<ClockPair> pairs() {
        return pairs.values().stream().map(Pair::settled).toList();
    }

    /** Returns whether the pairs, each possible by itself, contradict each other; then nothing is corrected. */
    public boolean areContradictory() {
        return offsets == null;
    }

    /** Returns whether two clocks differ, and their times can be moved so that they need not. */
    public boolean areCorrectable() {
        return offsets != null && differ;
    }

    /** Returns how far the clock of a process is ahead of that of the root. */
    public Bounds ahead(Resource process) {
        Integer number = numbersOfProcesses.get(process);
        return offsets == null || number == null ? Bounds.NONE : offsets.ahead(number);
    }

    /** Returns the nanoseconds that the times of a process need to be moved later; 0 if all clocks may be right. */
    public long shift(Resource process) {
        Integer number = numbersOfProcesses.get(process);
        return !differ || offsets == null || number == null ? 0 : -offsets.chosen(number);
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
