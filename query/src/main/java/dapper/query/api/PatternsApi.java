// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.pattern.PatternSample;
import dapper.server.settings.DurationText;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/** {@code GET /api/v1/patterns}: the traces that begin with an operation, grouped by shape. */
final class PatternsApi {
    static final Set<String> NAMES = Set.of("service", "operation", "start", "end", "lookback", "limit", "compare");

    private static final String PREVIOUS = "previous";

    private static final Predicate IS_ROOT = Predicate.absent(Field.Intrinsic.PARENT_ID);

    private final TraceReader reader;
    private final SearchParameters parameters;

    PatternsApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    PatternsView patterns(Parameters given) {
        String service = given.required("service");
        String operation = given.required("operation");
        TraceQuery range = parameters.range(given).withLimit(parameters.limit(given, TraceQuery.MAX_LIMIT));
        Long earlier = given.parsed("compare", text -> shift(text, range));
        Window after = window(service, operation, range);
        return earlier == null
                ? PatternsView.of(after)
                : PatternsView.of(window(service, operation, before(range, earlier)), after);
    }

    private static long shift(String text, TraceQuery range) {
        long nanos = text.equals(PREVIOUS) ? range.endUnixNanos() - range.startUnixNanos() : DurationText.nanos(text);
        if (nanos <= 0 || nanos > range.startUnixNanos()) {
            throw new IllegalArgumentException(
                    "must be " + PREVIOUS + " or a duration such as 1d, back to a time after 1970");
        }
        return nanos;
    }

    private static TraceQuery before(TraceQuery range, long nanos) {
        return TraceQuery.between(range.startUnixNanos() - nanos, range.endUnixNanos() - nanos)
                .withLimit(range.limit());
    }

    /** @param samples of the traces on the page */
    record Window(TraceQuery range, SearchPage page, List<PatternSample> samples) {
        boolean isComplete() {
            return page.complete() && page.nextCursor() == null;
        }

        String incompleteReason() {
            return page.complete() && page.nextCursor() != null
                    ? "These are the newest " + samples.size()
                            + " traces; choose a shorter time range or a higher limit."
                    : page.incompleteReason();
        }
    }

    private Window window(String service, String operation, TraceQuery range) {
        Samples samples = new Samples(service, operation, range);
        SearchPage page = reader.search(
                range.where(Predicate.and(
                        IS_ROOT,
                        Predicate.equal(Field.SERVICE, service),
                        Predicate.equal(Field.Intrinsic.NAME, operation))),
                samples);
        List<PatternSample> ofPage = page.traces().stream()
                .map(TraceSummary::traceId)
                .map(samples.found::get)
                .filter(Objects::nonNull)
                .toList();
        return new Window(range, page, ofPage);
    }

    /** Accepts the traces whose root is the operation, and keeps their facts. Used by one thread. */
    private static final class Samples implements TraceFilter {
        final Map<TraceId, PatternSample> found = new HashMap<>();
        private final String service;
        private final String operation;
        private final TraceQuery range;

        Samples(String service, String operation, TraceQuery range) {
            this.service = service;
            this.operation = operation;
            this.range = range;
        }

        @Override
        public OptionalLong accept(Trace trace) {
            TraceTree tree = TraceTree.of(trace);
            TraceNode root = tree.nodes().get(tree.root());
            Span span = root.span();
            if (span == null || !isOperation(span) || !isInRange(span)) {
                return OptionalLong.empty();
            }
            found.put(trace.id(), PatternSample.of(trace, tree));
            return OptionalLong.of(span.startUnixNanos());
        }

        private boolean isOperation(Span span) {
            return span.parentSpanId() == 0
                    && span.serviceName().equals(service)
                    && span.name().equals(operation);
        }

        private boolean isInRange(Span span) {
            return span.startUnixNanos() >= range.startUnixNanos() && span.startUnixNanos() < range.endUnixNanos();
        }

        @Override
        public String identity() {
            return "patterns of " + operation + " of " + service;
        }
    }
}
