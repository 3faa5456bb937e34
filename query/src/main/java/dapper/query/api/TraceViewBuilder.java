// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.SamplingProbability;
import dapper.query.analysis.SelfTime;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.clock.Clocks;
import dapper.query.analysis.insight.InsightLimits;
import dapper.query.analysis.insight.Insights;
import dapper.storage.Extent;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.Trace;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Builds one {@link TraceView}; equal resources and scopes are written once. */
final class TraceViewBuilder {
    private final Trace trace;
    private final TraceTree tree;
    private final long start;
    private final long durationNanos;
    private final long[] selfNanos;
    private final int[] resourceOf;
    private final int[] scopeOf;
    private final Map<Integer, List<long[]>> pathOfNode = new LinkedHashMap<>();
    private final Map<Resource, Integer> resources = new LinkedHashMap<>();
    private final Map<InstrumentationScope, Integer> scopes = new LinkedHashMap<>();
    private final Map<String, ServiceTally> services = new LinkedHashMap<>();

    private static final class ServiceTally {
        int spans;
        int errors;
        long selfNanos;
    }

    private final boolean detailed;
    private final String incompleteReason;

    private final List<InsightView> insights;
    private final Clocks clocks;
    private final boolean corrected;

    /**
     * @param detailed whether the spans have their attributes, events, links and descriptions
     * @param incompleteReason a sentence on what is left out; empty if the trace has all that is stored
     */
    TraceViewBuilder(ChosenTimes times, boolean detailed, String incompleteReason, InsightLimits limits) {
        this.clocks = times.clocks();
        this.corrected = times.corrected();
        this.trace = times.trace();
        this.detailed = detailed;
        this.incompleteReason = times.with(incompleteReason);
        this.tree = times.tree();
        Extent extent = new Extent();
        trace.spans().forEach(extent::add);
        this.start = extent.startUnixNanos();
        this.durationNanos = extent.durationNanos();
        this.selfNanos = SelfTime.of(tree);
        this.resourceOf = new int[tree.nodes().size()];
        this.scopeOf = new int[tree.nodes().size()];
        List<CriticalPath.Piece> path = CriticalPath.of(tree);
        this.insights =
                Insights.of(tree, path, limits).stream().map(InsightView::of).toList();
        for (CriticalPath.Piece piece : path) {
            pathOfNode
                    .computeIfAbsent(piece.position(), position -> new ArrayList<>(1))
                    .add(new long[] {piece.fromUnixNanos() - start, piece.toUnixNanos() - start});
        }
    }

    TraceView build() {
        for (int i = 0; i < tree.nodes().size(); i++) {
            tally(i);
        }
        Span root = root();
        OptionalDouble probability = SamplingProbability.of(trace);
        return new TraceView(
                trace.id().toString(),
                root.serviceName(),
                root.name(),
                root.parentSpanId() != 0,
                Long.toUnsignedString(start),
                durationNanos,
                probability.isPresent() ? probability.getAsDouble() : null,
                incompleteReason.isEmpty(),
                detailed,
                incompleteReason,
                trace.spans().size(),
                services.values().stream().mapToInt(tally -> tally.errors).sum(),
                tree.nodes().size() - trace.spans().size(),
                tree.depth(),
                serviceViews(),
                resources.keySet().stream()
                        .map(resource -> new TraceView.ResourceView(
                                resource.serviceName(),
                                resource.attributes(),
                                Integer.toUnsignedLong(resource.droppedAttributes()),
                                resource.schemaUrl(),
                                ClocksView.ClockView.of(clocks, resource)))
                        .toList(),
                scopes.keySet().stream()
                        .map(scope -> new TraceView.ScopeView(
                                scope.name(),
                                scope.version(),
                                scope.attributes(),
                                Integer.toUnsignedLong(scope.droppedAttributes()),
                                scope.schemaUrl()))
                        .toList(),
                ClocksView.of(clocks, corrected),
                insights,
                new Lines());
    }

    /** Creates each line when it is written: all of them together would take as much memory as the spans. */
    private final class Lines extends AbstractList<SpanView> {
        @Override
        public SpanView get(int position) {
            return line(position);
        }

        @Override
        public int size() {
            return tree.nodes().size();
        }
    }

    /** Returns the tree's root, or the earliest span if the root is a placeholder. */
    private Span root() {
        @Nullable Span root = tree.nodes().get(tree.root()).span();
        return root != null
                ? root
                : trace.spans().stream()
                        .min(Comparator.comparingLong(Span::startUnixNanos))
                        .orElseThrow();
    }

    private SpanView line(int position) {
        TraceNode node = tree.nodes().get(position);
        List<long[]> path = pathOfNode.getOrDefault(position, List.of());
        Span span = node.span();
        if (span == null) {
            return SpanView.missing(node, start, path);
        }
        return SpanView.of(node, span, start, selfNanos[position], path, resourceOf[position], scopeOf[position]);
    }

    private void tally(int position) {
        Span span = tree.nodes().get(position).span();
        if (span == null) {
            return;
        }
        long self = selfNanos[position];
        resourceOf[position] = resources.computeIfAbsent(span.resource(), key -> resources.size());
        scopeOf[position] = scopes.computeIfAbsent(span.scope(), key -> scopes.size());
        ServiceTally tally = services.computeIfAbsent(span.serviceName(), name -> new ServiceTally());
        tally.spans++;
        tally.errors += span.status().isError() ? 1 : 0;
        tally.selfNanos += self;
    }

    private List<TraceView.ServiceView> serviceViews() {
        return services.entrySet().stream()
                .map(entry -> new TraceView.ServiceView(
                        entry.getKey(), entry.getValue().spans, entry.getValue().errors, entry.getValue().selfNanos))
                .sorted(Comparator.comparingLong(TraceView.ServiceView::selfNanos)
                        .reversed()
                        .thenComparing(TraceView.ServiceView::service))
                .toList();
    }
}
