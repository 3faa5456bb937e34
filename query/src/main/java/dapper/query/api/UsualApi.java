// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.compare.UsualTimes;
import dapper.query.analysis.pattern.TraceShape;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.OptionalLong;

/** {@code GET /api/v1/traces/{traceId}/usual}: a trace beside the medians of the traces with the same pattern. */
final class UsualApi {
    /** More would hardly change a median. */
    private static final int MOST_SAMPLES = 50;

    private static final long AROUND_NANOS = 1_800_000_000_000L;
    private static final String PARAMETER = "traceId";

    private final TraceReader reader;

    UsualApi(TraceReader reader) {
        this.reader = reader;
    }

    /** @param share the memory for the trace and the medians */
    UsualView compare(String traceId, AnswerMemory.Share share) {
        TraceId id = TraceApi.parse(PARAMETER, traceId);
        Trace trace = CompareApi.read(reader, PARAMETER, id, share);
        TraceTree tree = TraceTree.of(trace);
        TraceNode root = tree.nodes().get(tree.root());
        Span span = root.span();
        if (span == null || span.parentSpanId() != 0) {
            throw ProblemException.badParameter(
                    PARAMETER,
                    "The root of this trace is not stored, so its pattern is not known: compare another trace.");
        }
        claim((long) tree.nodes().size() * MOST_SAMPLES * UsualTimes.BYTES, share);
        UsualTimes times = new UsualTimes(tree, MOST_SAMPLES);
        SearchPage page = reader.search(query(span), new SamePattern(trace.id(), span, tree, times));
        share.hasRead();
        return new UsualView(trace, times, page);
    }

    private static void claim(long bytes, AnswerMemory.Share share) {
        switch (share.claim(bytes)) {
            case GRANTED -> {}
            case TOO_LARGE ->
                throw ProblemException.badParameter(
                        PARAMETER,
                        "The trace has too many spans for the memory of one answer (dapper.query.memory-percent of the"
                                + " heap): compare it with a single trace.");
            case REFUSED ->
                throw ProblemException.overloaded("Other answers take the memory for queries: try again shortly.");
        }
    }

    private static TraceQuery query(Span root) {
        long start = root.startUnixNanos();
        return TraceQuery.between(Math.max(0, start - AROUND_NANOS), Math.max(1, start + AROUND_NANOS))
                .withLimit(MOST_SAMPLES)
                .where(Predicate.and(
                        Predicate.absent(Field.Intrinsic.PARENT_ID),
                        Predicate.equal(Field.SERVICE, root.serviceName()),
                        Predicate.equal(Field.Intrinsic.NAME, root.name())));
    }

    /** Accepts the other traces of the pattern, and adds their times. Used by one thread. */
    private static final class SamePattern implements TraceFilter {
        private final TraceId id;
        private final Span root;
        private final long shape;
        private final UsualTimes times;

        SamePattern(TraceId id, Span root, TraceTree tree, UsualTimes times) {
            this.id = id;
            this.root = root;
            this.shape = TraceShape.of(tree);
            this.times = times;
        }

        @Override
        public OptionalLong accept(Trace trace) {
            TraceTree tree = TraceTree.of(trace);
            Span other = tree.nodes().get(tree.root()).span();
            if (other == null || !isLike(other) || trace.id().equals(id) || TraceShape.of(tree) != shape) {
                return OptionalLong.empty();
            }
            times.add(tree);
            return OptionalLong.of(other.startUnixNanos());
        }

        private boolean isLike(Span other) {
            return other.parentSpanId() == 0
                    && other.serviceName().equals(root.serviceName())
                    && other.name().equals(root.name())
                    && Math.abs(other.startUnixNanos() - root.startUnixNanos()) <= AROUND_NANOS;
        }

        @Override
        public String identity() {
            return "traces like " + id;
        }
    }
}
