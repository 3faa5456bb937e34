// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tree with the values that several detectors need, in arrays by position. Used by one thread. */
final class TimedTrace {
    private static final int NO_CALL = -1;

    private final TraceTree tree;
    private final List<CriticalPath.Piece> path;
    /** Nanoseconds of the critical path in all nodes before a position. One subtraction gives those of a subtree. */
    private final long[] pathBefore;

    private final int[] entries;
    private final int[] calls;
    private final List<Call> knownCalls = new ArrayList<>();

    TimedTrace(TraceTree tree, List<CriticalPath.Piece> path) {
        this.tree = tree;
        this.path = path;
        int size = tree.nodes().size();
        this.pathBefore = new long[size + 1];
        for (CriticalPath.Piece piece : path) {
            pathBefore[piece.position() + 1] += piece.toUnixNanos() - piece.fromUnixNanos();
        }
        this.entries = new int[size];
        this.calls = new int[size];
        Map<Call, Integer> numbers = new HashMap<>();
        for (int i = 0; i < size; i++) {
            TraceNode node = node(i);
            pathBefore[i + 1] += pathBefore[i];
            entries[i] = isEntry(node) ? i : entries[node.parent()];
            calls[i] = leavesService(node) ? number(Call.of(Objects.requireNonNull(node.span())), numbers) : NO_CALL;
        }
    }

    private int number(Call call, Map<Call, Integer> numbers) {
        Integer known = numbers.putIfAbsent(call, numbers.size());
        if (known != null) {
            return known;
        }
        knownCalls.add(call);
        return knownCalls.size() - 1;
    }

    private boolean isEntry(TraceNode node) {
        Span span = node.span();
        Span parent = parentSpan(node);
        return span == null
                || parent == null
                || span.kind().equals(SpanKind.SERVER)
                || span.kind().equals(SpanKind.CONSUMER)
                || !span.serviceName().equals(parent.serviceName());
    }

    /** Also where the service that calls has recorded no span of the call. */
    private boolean leavesService(TraceNode node) {
        Span span = node.span();
        if (span == null || isOutgoing(span)) {
            return span != null;
        }
        Span parent = parentSpan(node);
        return parent != null && !isOutgoing(parent) && !parent.serviceName().equals(span.serviceName());
    }

    static boolean isOutgoing(Span span) {
        return span.kind().equals(SpanKind.CLIENT) || span.kind().equals(SpanKind.PRODUCER);
    }

    int size() {
        return calls.length;
    }

    TraceNode node(int position) {
        return tree.nodes().get(position);
    }

    int nextSibling(int position) {
        return tree.nextSibling(position);
    }

    @Nullable
    Span span(int position) {
        return node(position).span();
    }

    @Nullable
    Span parentSpan(TraceNode node) {
        return node.parent() < 0 ? null : span(node.parent());
    }

    /** The root's, which is the length of the critical path. */
    long durationNanos() {
        return pathBefore[pathBefore.length - 1];
    }

    List<CriticalPath.Piece> path() {
        return path;
    }

    /** Nanoseconds of the critical path that are this span's own. */
    long pathOf(int position) {
        return pathBefore[position + 1] - pathBefore[position];
    }

    /** Nanoseconds of the critical path in this span and all below it. */
    long pathBelow(int position) {
        return pathBefore[position + node(position).size()] - pathBefore[position];
    }

    boolean isCall(int position) {
        return calls[position] != NO_CALL;
    }

    /** The number of the call; equal calls have the same. */
    int callNumber(int position) {
        return calls[position];
    }

    /** The call at this position, which {@link #isCall}. */
    Call call(int position) {
        return knownCalls.get(calls[position]);
    }

    /** The span with which the work of this span's request begins in its service: that span, or one above it. */
    int entry(int position) {
        return entries[position];
    }

    /** The entry of the service that makes this call. */
    int callingEntry(int position) {
        int parent = node(position).parent();
        return parent < 0 ? position : entries[parent];
    }

    /** The name of the service that makes this call. */
    String caller(int position) {
        Span parent = parentSpan(node(position));
        Span span = Objects.requireNonNull(span(position));
        return parent == null || isOutgoing(span) ? span.serviceName() : parent.serviceName();
    }
}
