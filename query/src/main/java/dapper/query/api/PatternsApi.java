// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceNode;
import dapper.query.analysis.TraceTree;
import dapper.query.analysis.pattern.PatternSample;
import dapper.query.analysis.pattern.Patterns;
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
    static final Set<String> NAMES = Set.of("service", "operation", "start", "end", "lookback", "limit");

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
        return PatternsView.of(range, page, ofPage.size(), Patterns.of(ofPage));
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
