// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import dapper.storage.Extent;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Builds one {@link TraceTree}. Spans are identified by their position in the list; placeholders follow them. */
final class TreeBuilder {
    private static final int TOP = -1;
    /** Bits of {@link Span#flags}: it is known if the parent is remote; it is. */
    private static final int IS_REMOTE_KNOWN = 0x100;

    private static final int IS_REMOTE = 0x200;

    private final List<Span> spans;
    private final Extent extent = new Extent();
    private final Map<Long, Integer> placeOfId = new HashMap<>();

    /** The further spans of ids that several spans have. */
    private final Map<Long, List<Integer>> morePlacesOfId = new HashMap<>();

    /** Of ids that several spans have, so that the time does not grow with the product of spans and parents. */
    private final Map<Long, Map<Resource, Integer>> placesByProcess = new HashMap<>();

    private final Map<Long, Map<SpanKind, Integer>> kindsOfId = new HashMap<>();

    private final List<Long> missingIds = new ArrayList<>();
    private final BitSet cutCycles = new BitSet();
    /** Placeholders with a child of their own process, and those with one that another process has called. */
    private final BitSet withLocalChild = new BitSet();

    private final BitSet withRemoteChild = new BitSet();
    private int[] parents = {};
    private long[] starts = {};
    private long[] ends = {};

    TreeBuilder(List<Span> spans) {
        this.spans = spans;
    }

    TraceTree build() {
        indexIds();
        linkParents();
        measure();
        cutCycles();
        return new TraceTree(inReadingOrder(childrenByStart()));
    }

    private void indexIds() {
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            extent.add(span);
            if (placeOfId.putIfAbsent(span.spanId(), i) != null) {
                morePlacesOfId
                        .computeIfAbsent(span.spanId(), id -> new ArrayList<>(1))
                        .add(i);
            }
        }
    }

    private void linkParents() {
        int[] found = new int[spans.size()];
        for (int i = 0; i < found.length; i++) {
            Span span = spans.get(i);
            boolean top = span.parentSpanId() == 0 || span.parentSpanId() == span.spanId();
            found[i] = top ? TOP : parentOf(span);
        }
        parents = Arrays.copyOf(found, spans.size() + missingIds.size());
        Arrays.fill(parents, spans.size(), parents.length, TOP);
    }

    /** Of several spans with the parent's id, returns the one of the same process, else the first. */
    private int parentOf(Span span) {
        int first = placeOfId.computeIfAbsent(span.parentSpanId(), this::addPlaceholder);
        List<Integer> more = morePlacesOfId.get(span.parentSpanId());
        if (more == null || spans.get(first).resource().equals(span.resource())) {
            return first;
        }
        return placesByProcess
                .computeIfAbsent(span.parentSpanId(), id -> byProcess(more))
                .getOrDefault(span.resource(), first);
    }

    private Map<Resource, Integer> byProcess(List<Integer> places) {
        Map<Resource, Integer> firsts = new HashMap<>();
        places.forEach(place -> firsts.putIfAbsent(spans.get(place).resource(), place));
        return firsts;
    }

    private int addPlaceholder(long spanId) {
        missingIds.add(spanId);
        return spans.size() + missingIds.size() - 1;
    }

    private void measure() {
        starts = new long[parents.length];
        ends = new long[parents.length];
        Arrays.fill(starts, Long.MAX_VALUE);
        Arrays.fill(ends, Long.MIN_VALUE);
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            long end = span.startUnixNanos() + span.durationNanos();
            starts[i] = extent.clamp(span.startUnixNanos());
            ends[i] = Math.max(starts[i], extent.clamp(end < span.startUnixNanos() ? Long.MAX_VALUE : end));
            if (parents[i] >= spans.size()) {
                starts[parents[i]] = Math.min(starts[parents[i]], starts[i]);
                ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
                if ((span.flags() & IS_REMOTE_KNOWN) != 0) {
                    ((span.flags() & IS_REMOTE) == 0 ? withLocalChild : withRemoteChild).set(parents[i]);
                }
            }
        }
    }

    /** Follows each chain of parents once; a cycle is cut above its earliest span. */
    private void cutCycles() {
        int[] walk = new int[parents.length];
        for (int start = 0; start < spans.size(); start++) {
            int stamp = start + 1;
            int at = start;
            while (at != TOP && walk[at] == 0) {
                walk[at] = stamp;
                at = parents[at];
            }
            if (at != TOP && walk[at] == stamp) {
                int earliest = earliestOfCycle(at);
                parents[earliest] = TOP;
                cutCycles.set(earliest);
            }
        }
    }

    private int earliestOfCycle(int member) {
        int earliest = member;
        for (int at = parents[member]; at != member; at = parents[at]) {
            if (starts[at] < starts[earliest] || (starts[at] == starts[earliest] && at < earliest)) {
                earliest = at;
            }
        }
        return earliest;
    }

    /** Returns the children of each position, and last those of the top level. */
    private List<List<Integer>> childrenByStart() {
        List<List<Integer>> children = new ArrayList<>(parents.length + 1);
        for (int i = 0; i <= parents.length; i++) {
            children.add(List.of());
        }
        List<Integer> places = IntStream.range(0, parents.length)
                .boxed()
                .sorted(Comparator.comparingLong(place -> starts[place]))
                .toList();
        for (int place : places) {
            int parent = parents[place] == TOP ? parents.length : parents[place];
            if (children.get(parent).isEmpty()) {
                children.set(parent, new ArrayList<>(2));
            }
            children.get(parent).add(place);
        }
        return children;
    }

    private List<TraceNode> inReadingOrder(List<List<Integer>> children) {
        int count = parents.length;
        int[] order = new int[count];
        int[] positions = new int[count];
        int[] depths = new int[count];
        int[] stack = new int[count];
        int waiting = push(children.get(count), stack, 0);
        for (int position = 0; position < count; position++) {
            int place = stack[--waiting];
            order[position] = place;
            positions[place] = position;
            depths[place] = parents[place] == TOP ? 0 : depths[parents[place]] + 1;
            waiting = push(children.get(place), stack, waiting);
        }
        int[] sizes = sizes(order);
        List<TraceNode> nodes = new ArrayList<>(count);
        for (int place : order) {
            int parent = parents[place] == TOP ? TOP : positions[parents[place]];
            nodes.add(node(place, parent, depths[place], children.get(place).size(), sizes[place]));
        }
        return List.copyOf(nodes);
    }

    private static int push(List<Integer> places, int[] stack, int top) {
        for (int i = places.size() - 1; i >= 0; i--) {
            stack[top++] = places.get(i);
        }
        return top;
    }

    private int[] sizes(int[] order) {
        int[] sizes = new int[order.length];
        for (int position = order.length - 1; position >= 0; position--) {
            int place = order[position];
            sizes[place]++;
            if (parents[place] != TOP) {
                sizes[parents[place]] += sizes[place];
            }
        }
        return sizes;
    }

    private TraceNode node(int place, int parent, int depth, int childCount, int size) {
        boolean stored = place < spans.size();
        return new TraceNode(
                stored ? spans.get(place) : null,
                stored ? spans.get(place).spanId() : missingIds.get(place - spans.size()),
                parent,
                depth,
                childCount,
                size,
                starts[place],
                ends[place],
                stored ? oddities(place) : placeOfMissing(place));
    }

    /** One child of its own process suffices: the others may be calls from there. */
    private List<SpanOddity> placeOfMissing(int place) {
        if (withLocalChild.get(place)) {
            return List.of(SpanOddity.MISSING_HERE);
        }
        return withRemoteChild.get(place) ? List.of(SpanOddity.MISSING_ELSEWHERE) : List.of();
    }

    private List<SpanOddity> oddities(int place) {
        Span span = spans.get(place);
        List<SpanOddity> found = new ArrayList<>(0);
        boolean endsEarly = Long.compareUnsigned(span.endUnixNanos(), span.startUnixNanos()) < 0;
        addIf(endsEarly && span.endUnixNanos() != 0, SpanOddity.END_BEFORE_START, found);
        addIf(span.endUnixNanos() == 0, SpanOddity.NO_END, found);
        addIf(
                !Extent.isPlausible(span.startUnixNanos()) || !endsEarly && !Extent.isPlausible(span.endUnixNanos()),
                SpanOddity.ODD_TIME,
                found);
        addIf(span.parentSpanId() == span.spanId(), SpanOddity.OWN_PARENT, found);
        addIf(hasTwin(place), SpanOddity.DUPLICATE, found);
        addIf(cutCycles.get(place), SpanOddity.CYCLE, found);
        addIf(span.isUnfinished(), SpanOddity.UNFINISHED, found);
        return List.copyOf(found);
    }

    private static void addIf(boolean holds, SpanOddity oddity, List<SpanOddity> found) {
        if (holds) {
            found.add(oddity);
        }
    }

    private boolean hasTwin(int place) {
        Span span = spans.get(place);
        List<Integer> more = morePlacesOfId.get(span.spanId());
        if (more == null) {
            return false;
        }
        int first = Objects.requireNonNull(placeOfId.get(span.spanId()));
        return kindsOfId
                        .computeIfAbsent(span.spanId(), id -> kinds(first, more))
                        .getOrDefault(span.kind(), 0)
                > 1;
    }

    private Map<SpanKind, Integer> kinds(int first, List<Integer> more) {
        Map<SpanKind, Integer> counts = new HashMap<>();
        counts.put(spans.get(first).kind(), 1);
        more.forEach(place -> counts.merge(spans.get(place).kind(), 1, Integer::sum));
        return counts;
    }
}
